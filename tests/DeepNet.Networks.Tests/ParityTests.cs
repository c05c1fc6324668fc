using System.Numerics;
using DeepNet.Networks.Tests.Fixtures;
using DeepNet.Serialization;

namespace DeepNet.Networks.Tests;

/// <summary>Every network computes what PyTorch computes: outputs, losses, gradients, ten updates. Tolerances: <see cref="Close.Rounding{T}"/>.</summary>
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
        T[][] actual = fixture.NewOutputs();
        fixture.CreateSubject().Forward(fixture.First, actual);
        AssertAll(fixture, actual, "output");
    }

    private static void CheckPredictions<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        T[][] actual = fixture.NewOutputs();
        fixture.CreateSubject().Predict(fixture.First, actual);
        AssertAll(fixture, actual, "prediction");
    }

    private static void CheckLosses<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        Close.AssertRecorded<T>(fixture.Read("evaluation"), [subject.Evaluate(fixture.First)], fixture.ForwardTolerance, "Evaluate");
        Close.AssertRecorded<T>(fixture.Read("loss"), [subject.Backward(fixture.First)], fixture.ForwardTolerance, "Backward");
    }

    private static void CheckGradients<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        subject.Backward(fixture.First);
        fixture.AssertParameters("gradient", subject.Gradients, fixture.GradientTolerance);
    }

    private static void CheckTraining<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        T[] losses = [.. fixture.Steps.Select(subject.TrainStep)];
        Close.AssertRecorded<T>(fixture.Read("losses"), losses, fixture.TrainingTolerance, "losses");
        fixture.AssertParameters("trained", subject.Parameters, fixture.TrainingTolerance);
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

        Close.AssertRecorded<T>(fixture.Read("losses"), losses, fixture.TrainingTolerance, "losses");
        fixture.AssertParameters("trained", subject.Parameters, fixture.TrainingTolerance);
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
        Assert.Equal(fixture.NewOutputs().Sum(static output => output.Length) / fixture.First.Count, subject.OutputSize);
        Assert.Equal(fixture.First.Count, subject.MaxBatch);
    }

    private static void AssertAll<T>(Fixture<T> fixture, T[][] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.NotEmpty(actual);
        for (int i = 0; i < actual.Length; i++)
        {
            Close.AssertRecorded<T>(fixture.Read($"{what}{i}"), actual[i], fixture.ForwardTolerance, $"{what}{i}");
        }
    }
}
