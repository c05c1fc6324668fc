using System.Numerics;
using DeepNet.Networks.Tests.Fixtures;

namespace DeepNet.Networks.Tests;

/// <summary>What is not a number shows in the loss, as it does in PyTorch, and what is far from zero does not overflow.</summary>
public sealed class SpecialValueTests
{
    private const int FarOut = 1000;

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleNaNReachesTheLoss(string network) => CheckNaN<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleNaNReachesTheLoss(string network) => CheckNaN<double>(network);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleStaysFiniteFarFromZero(string network) => CheckFinite<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleStaysFiniteFarFromZero(string network) => CheckFinite<double>(network);

    private static void CheckNaN<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        if (fixture.First.Inputs[0] is T[] input)
        {
            input.AsSpan().Fill(T.NaN);
        }
        else
        {
            subject.Parameters.Fill(T.NaN); // No integer says it.
        }

        try
        {
            Assert.True(T.IsNaN(subject.Evaluate(fixture.First)), "Evaluate hides it");
            Assert.True(T.IsNaN(subject.TrainStep(fixture.First)), "TrainStep hides it");
        }
        catch (ArithmeticException) when (Catalog.TrapsNaN(network))
        {
        }
    }

    private static void CheckFinite<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        foreach (T[] input in fixture.First.Inputs.OfType<T[]>())
        {
            for (int i = 0; i < input.Length; i++)
            {
                input[i] *= T.CreateChecked(FarOut);
            }
        }

        T[][] outputs = fixture.NewOutputs();
        subject.Forward(fixture.First, outputs);
        Assert.All(outputs, static output => Assert.All(output, static value => Assert.True(T.IsFinite(value), "output")));
        subject.Predict(fixture.First, outputs);
        Assert.All(outputs, static output => Assert.All(output, static value => Assert.True(T.IsFinite(value), "prediction")));
        Assert.True(T.IsFinite(subject.Evaluate(fixture.First)), "Evaluate");
        Assert.True(T.IsFinite(subject.Backward(fixture.First)), "Backward");
        Assert.All(subject.Gradients.ToArray(), static gradient => Assert.True(T.IsFinite(gradient), "gradient"));
    }
}
