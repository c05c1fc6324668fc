using System.Numerics;
using DeepNet.Networks.Tests.Fixtures;

namespace DeepNet.Networks.Tests;

/// <summary>After a first call, nothing that runs per step allocates.</summary>
public sealed class AllocationTests
{
    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleAllocatesNothing(string network) => Check<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleAllocatesNothing(string network) => Check<double>(network);

    private static void Check<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        Batch<T> batch = fixture.First;
        T[][] outputs = fixture.NewOutputs();
        (string Name, Action Call)[] calls =
        [
            ("TrainStep", () => subject.TrainStep(batch)),
            ("Forward", () => subject.Forward(batch, outputs)),
            ("Predict", () => subject.Predict(batch, outputs)),
            ("Evaluate", () => subject.Evaluate(batch)),
            ("Backward", () => subject.Backward(batch)),
            ("ApplyGradients", subject.ApplyGradients),
            ("ZeroGradients", subject.ZeroGradients),
            ("Parameters", () => _ = subject.Parameters.Length + subject.Gradients.Length),
        ];
        foreach ((string name, Action call) in calls)
        {
            call();
            long allocated = Allocations.Least(call);
            Assert.True(allocated == 0, $"{name} allocated {allocated} bytes");
        }
    }
}
