using System.Numerics;
using DeepNet.Networks.Tests.Fixtures;
using DeepNet.Networks.Tests.Networks;

namespace DeepNet.Networks.Tests;

/// <summary>Averages of the weights: PyTorch's AveragedModel, put in use and back.</summary>
public sealed class AverageTests
{
    [Fact]
    public void ADecayingAverageIsThatOfPyTorch() => CheckAverages<OptionAverageDecayDouble>(static (n, b) => n.TrainStep(b.Input(0), b.Target<int>(0)), static (n, on) => n.UsesAverages = on, static n => n.Parameters);

    [Fact]
    public void APolyakAverageIsThatOfPyTorch() => CheckAverages<OptionPolyakAverageDouble>(static (n, b) => n.TrainStep(b.Input(0), b.Target<int>(0)), static (n, on) => n.UsesAverages = on, static n => n.Parameters);

    [Fact]
    public void AnAverageBesideEverythingElseIsThatOfPyTorch() => CheckAverages<OptionAllDouble>(static (n, b) => n.TrainStep(b.Input(0), b.Target<int>(0)), static (n, on) => n.UsesAverages = on, static n => n.Parameters);

    [Fact]
    public void AMuonAverageIsThatOfPyTorch() => CheckAverages<OptionMuonDouble>(static (n, b) => n.TrainStep(b.Input(0), b.Target<int>(0)), static (n, on) => n.UsesAverages = on, static n => n.Parameters);

    [Fact]
    public void TrainingTakesTheTrainedParametersBack()
    {
        OptionAverageDecay straight = Trained(10, static _ => { });
        OptionAverageDecay looked = Trained(10, static network =>
        {
            network.UsesAverages = !network.UsesAverages;
            network.UsesAverages = true;
        });
        looked.UsesAverages = false;
        Assert.Equal(straight.Parameters, looked.Parameters);
    }

    [Fact]
    public void BeforeTheFirstUpdateTheAverageIsTheParameters()
    {
        var network = new OptionAverageDecay(3);
        float[] parameters = network.Parameters.ToArray();
        network.UsesAverages = true;
        Assert.Equal(parameters, network.Parameters);
        network.ApplyGradients();
        Assert.False(network.UsesAverages);
        network.UsesAverages = true;
        Assert.Equal(parameters, network.Parameters);
    }

    [Fact]
    public void AFileWithStateHoldsBoth()
    {
        using var file = new TemporaryFile();
        OptionAverageDecay network = Trained(5, static _ => { });
        float[] trained = network.Parameters.ToArray();
        network.UsesAverages = true;
        float[] averaged = network.Parameters.ToArray();
        Assert.NotEqual(trained, averaged);
        network.Save(file.Path, includeState: true);
        Assert.True(network.UsesAverages);
        Assert.Equal(averaged, network.Parameters);

        var loaded = new OptionAverageDecay(9) { UsesAverages = true };
        loaded.Load(file.Path);
        Assert.False(loaded.UsesAverages);
        Assert.Equal(trained, loaded.Parameters);
        loaded.UsesAverages = true;
        Assert.Equal(averaged, loaded.Parameters);
    }

    [Fact]
    public void AFileWithoutStateHoldsWhatIsInUse()
    {
        using var file = new TemporaryFile();
        OptionAverageDecay network = Trained(5, static _ => { });
        network.UsesAverages = true;
        network.Save(file.Path);
        var loaded = new OptionAverageDecay(9);
        loaded.Load(file.Path);
        Assert.Equal(network.Parameters, loaded.Parameters);
        loaded.UsesAverages = true;
        Assert.Equal(network.Parameters, loaded.Parameters);
    }

    [Fact]
    public void ExchangingAllocatesNothing()
    {
        OptionAverageDecay network = Trained(2, static _ => { });
        network.UsesAverages = true;
        long before = GC.GetAllocatedBytesForCurrentThread();
        network.UsesAverages = false;
        network.UsesAverages = true;
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private delegate Span<double> View<in TNetwork>(TNetwork network);

    private static void CheckAverages<TNetwork>(Func<TNetwork, Batch<double>, double> train, Action<TNetwork, bool> use, View<TNetwork> parameters)
        where TNetwork : INetwork<TNetwork>
    {
        var fixture = Fixture<double>.Load(typeof(TNetwork).Name);
        TNetwork network = TNetwork.Create(fixture.Seed);
        fixture.InitialParameters.CopyTo(parameters(network));
        foreach (Batch<double> batch in fixture.Steps)
        {
            train(network, batch);
        }

        double[] trained = parameters(network).ToArray();
        use(network, true);
        int compared = 0;
        foreach (ParameterShape parameter in fixture.Parameters)
        {
            ReadOnlySpan<double> actual = parameters(network).Slice(parameter.Offset, parameter.Length);
            if (!fixture.Frozen.Contains(parameter.Name))
            {
                Close.AssertRecorded<double>(fixture.Read("averaged." + parameter.Name), actual, Close.Tolerance<double>(), parameter.Name);
                compared++;
            }
            else
            {
                // A frozen parameter has no average and stays.
                Assert.Equal(fixture.InitialParameters.AsSpan(parameter.Offset, parameter.Length), actual);
            }
        }

        Assert.True(compared > 1);
        use(network, false);
        Assert.Equal(trained, parameters(network));
    }

    private static OptionAverageDecay Trained(int steps, Action<OptionAverageDecay> between)
    {
        var fixture = Fixture<float>.Load(nameof(OptionAverageDecay));
        var network = new OptionAverageDecay(fixture.Seed);
        for (int step = 0; step < steps; step++)
        {
            Batch<float> batch = fixture.Steps[step];
            network.TrainStep(batch.Input(0), batch.Target<int>(0));
            between(network);
        }

        return network;
    }
}
