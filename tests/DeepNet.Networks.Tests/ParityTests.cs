using System.Numerics;
using DeepNet.Networks.Tests.Fixtures;
using DeepNet.Serialization;

namespace DeepNet.Networks.Tests;

/// <summary>Every network computes what PyTorch computes: outputs, losses, gradients, ten updates. Tolerances: <see cref="Close"/>.</summary>
public sealed class ParityTests
{
    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleOutputs(string network) => CheckOutputs<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleOutputs(string network) => CheckOutputs<double>(network);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SinglePredictions(string network) => CheckPredictions<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoublePredictions(string network) => CheckPredictions<double>(network);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleLosses(string network) => CheckLosses<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleLosses(string network) => CheckLosses<double>(network);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleGradients(string network) => CheckGradients<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleGradients(string network) => CheckGradients<double>(network);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleTenTrainSteps(string network) => CheckTraining<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleTenTrainSteps(string network) => CheckTraining<double>(network);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleTenUpdatesInParts(string network) => CheckTrainingInParts<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleTenUpdatesInParts(string network) => CheckTrainingInParts<double>(network);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleNamesAndShapes(string network) => CheckNames<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleNamesAndShapes(string network) => CheckNames<double>(network);

    private static void CheckOutputs<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        T[][] expected = fixture.ReadAll("output");
        T[][] actual = [.. expected.Select(static output => new T[output.Length])];
        fixture.CreateSubject().Forward(fixture.First, actual);
        AssertAll(expected, actual, "output");
    }

    private static void CheckPredictions<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        T[][] expected = fixture.ReadAll("prediction");
        T[][] actual = [.. expected.Select(static prediction => new T[prediction.Length])];
        fixture.CreateSubject().Predict(fixture.First, actual);
        AssertAll(expected, actual, "prediction");
    }

    private static void CheckLosses<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        Close.Assert(fixture.Read("evaluation")[0], subject.Evaluate(fixture.First), Close.Tolerance<T>(), "Evaluate");
        Close.Assert(fixture.Read("loss")[0], subject.Backward(fixture.First), Close.Tolerance<T>(), "Backward");
    }

    private static void CheckGradients<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        subject.Backward(fixture.First);
        fixture.AssertParameters("gradient", subject.Gradients, Close.Tolerance<T>());
    }

    private static void CheckTraining<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        T[] losses = [.. fixture.Steps.Select(subject.TrainStep)];
        Close.Assert<T>(fixture.Read("losses"), losses, Close.Tolerance<T>(), "losses");
        fixture.AssertParameters("trained", subject.Parameters, Close.Tolerance<T>());
        fixture.AssertFrozen(subject.Parameters);
        fixture.AssertBuffers(subject);
    }

    private static void CheckTrainingInParts<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        T[] losses = new T[fixture.Steps.Count];
        for (int step = 0; step < losses.Length; step++)
        {
            losses[step] = subject.TrainInParts(fixture.Steps[step], step, Catalog.AccumulationSteps(network));
        }

        Close.Assert<T>(fixture.Read("losses"), losses, Close.Tolerance<T>(), "losses");
        fixture.AssertParameters("trained", subject.Parameters, Close.Tolerance<T>());
        fixture.AssertFrozen(subject.Parameters);
        fixture.AssertBuffers(subject);
    }

    private static void CheckNames<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        SafetensorsFile saved = subject.SaveAndRead();
        string[] buffers = [.. fixture.Buffers.Select(static buffer => buffer.Name)];
        string[] names = [.. saved.Tensors.Select(static tensor => tensor.Name)];
        Assert.Equal(fixture.Parameters.Select(static parameter => parameter.Name), names.Except(buffers));
        Assert.Equal(buffers, names.Intersect(buffers));
        foreach (ParameterShape parameter in fixture.Parameters)
        {
            Assert.Equal(parameter.Shape, saved[parameter.Name].Shape);
            double[] expected = [.. fixture.InitialParameters.AsSpan(parameter.Offset, parameter.Length).ToArray().Select(double.CreateTruncating)];
            Assert.Equal(expected, saved.ReadDoubles(parameter.Name));
        }

        Assert.Equal(fixture.InitialParameters.Length, subject.ParameterCount);
        Assert.Equal(fixture.First.Inputs.Sum(static input => input.Length) / fixture.First.Count, subject.InputSize);
        Assert.Equal(fixture.ReadAll("output").Sum(static output => output.Length) / fixture.First.Count, subject.OutputSize);
        Assert.Equal(fixture.First.Count, subject.MaxBatch);
    }

    private static void AssertAll<T>(T[][] expected, T[][] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.NotEmpty(expected);
        for (int i = 0; i < expected.Length; i++)
        {
            Close.Assert<T>(expected[i], actual[i], Close.Tolerance<T>(), $"{what}{i}");
        }
    }
}
