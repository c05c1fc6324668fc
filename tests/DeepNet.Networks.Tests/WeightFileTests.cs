using DeepNet.Networks.Tests.Fixtures;
using DeepNet.Networks.Tests.Networks;
using DeepNet.Serialization;

namespace DeepNet.Networks.Tests;

/// <summary>Files of weights: what is refused leaves the network as it was, optimizer state included.</summary>
public sealed class WeightFileTests
{
    private static readonly float[] Input = [.. Enumerable.Range(0, 10).Select(static i => i / 10f)];
    private static readonly int[] Labels = [1, 3];

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(60)]
    [InlineData(-1)]
    [InlineData(-200)]
    public void ATruncatedFileIsRefused(int length) => Refuses<InvalidDataException>(path =>
    {
        OptimizerAdam network = Trained();
        network.Save(path, includeState: true);
        using FileStream stream = File.OpenWrite(path);
        stream.SetLength(length >= 0 ? length : stream.Length + length);
    });

    [Fact]
    public void ATextFileIsRefused() => Refuses<InvalidDataException>(static path => File.WriteAllText(path, "{ \"this\": \"is not a file of weights\" }"));

    [Fact]
    public void AFileOfZerosIsRefused() => Refuses<InvalidDataException>(static path => File.WriteAllBytes(path, new byte[4096]));

    [Fact]
    public void AFileOfAnotherNetworkIsRefused()
    {
        string message = Refuses<InvalidDataException>(static path => new GraphResidualAdd().Save(path));
        Assert.Contains("OptimizerAdam", message);
        Assert.Contains("Branch.weight", message);
    }

    [Fact]
    public void AFileWithAnotherShapeIsRefused()
    {
        // The same names as OptimizerAdam's: 5-9-4 against 6-9-5.
        string message = Refuses<InvalidDataException>(static path => new LossCrossEntropy().Save(path));
        Assert.Contains("Dense1.weight", message);
        Assert.Contains("[6, 9]", message);
        Assert.Contains("[5, 9]", message);
    }

    [Fact]
    public void AFileWithoutOneTensorIsRefused()
    {
        string message = Refuses<InvalidDataException>(static path =>
        {
            new OptimizerAdam().Save(path);
            SafetensorsFile file = SafetensorsFile.Read(path);
            SafetensorsFile.Write(path, file.Tensors.Where(static tensor => tensor.Name != "Dense2.bias"), file.Metadata);
        });
        Assert.Contains("Dense2.bias", message);
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        string message = Refuses<FileNotFoundException>(static _ => { });
        Assert.Contains("deepnet-", message);
    }

    [Fact]
    public void WeightsOfAnotherPrecisionAreConverted()
    {
        using var file = new TemporaryFile();
        var single = new OptimizerAdam(seed: 5);
        var twin = new OptimizerAdamDouble(seed: 6);
        single.Save(file.Path);
        twin.Load(file.Path);
        Assert.Equal(single.Parameters.ToArray().Select(static value => (double)value), twin.Parameters.ToArray());
    }

    [Fact]
    public void TrainingStartsAnewFromAFileWithoutState()
    {
        using var file = new TemporaryFile();
        OptimizerAdam trained = Trained();
        trained.Save(file.Path);
        var fresh = new OptimizerAdam(seed: 9);
        trained.Parameters.CopyTo(fresh.Parameters);
        trained.Load(file.Path);
        Assert.Equal(fresh.TrainStep(Input, Labels), trained.TrainStep(Input, Labels));
        Assert.Equal(fresh.Parameters, trained.Parameters);
    }

    private static OptimizerAdam Trained()
    {
        var network = new OptimizerAdam(seed: 2);
        network.TrainStep(Input, Labels);
        network.TrainStep(Input, Labels);
        return network;
    }

    // Loads what `write` left at the path, which has to fail, and trains on: any trace of the attempt would show in the parameters.
    private static string Refuses<TException>(Action<string> write)
        where TException : Exception
    {
        using var file = new TemporaryFile();
        write(file.Path);
        OptimizerAdam network = Trained();
        OptimizerAdam untouched = Trained();
        var exception = Assert.Throws<TException>(() => network.Load(file.Path));
        Assert.Equal(untouched.Parameters, network.Parameters);
        network.TrainStep(Input, Labels);
        untouched.TrainStep(Input, Labels);
        Assert.Equal(untouched.Parameters, network.Parameters);
        return exception.Message;
    }
}
