using System.Runtime.InteropServices;

namespace DeepNet.Training.Tests;

/// <summary>A step whose loss is trapped leaves everything as it was: also what forward has changed by then.</summary>
public sealed class TrapTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_trapped_loss_leaves_the_network_as_it_was(bool averages)
    {
        (TrappedNet network, TrappedNet twin) = (new(seed: 3), new(seed: 3));
        float[] input = [.. Enumerable.Range(0, 48).Select(i => MathF.Sin(i))];
        int[] labels = [0, 1, 2, 0, 1, 2, 0, 1];
        float[] bad = [.. input];
        (bad[0], bad[6], bad[12]) = (3e38f, 3e38f, -3e38f);
        for (int step = 0; step < 5; step++)
        {
            network.TrainStep(input, labels);
            twin.TrainStep(input, labels);
        }

        network.UsesAverages = averages;
        twin.UsesAverages = averages;
        for (int call = 0; call < 2; call++)
        {
            var exception = Assert.Throws<ArithmeticException>(() => call == 0 ? network.TrainStep(bad, labels) : network.Backward(bad, labels));
            Assert.Contains("no running statistic", exception.Message, StringComparison.Ordinal);
            Assert.Equal(averages, network.UsesAverages);
            SameBits(twin.Parameters, network.Parameters);
            SameBits(twin.Buffers, network.Buffers);
            SameBits(twin.Gradients, network.Gradients);
            Assert.Equal(twin.Evaluate(input, labels), network.Evaluate(input, labels));
            Assert.True(float.IsFinite(network.Evaluate(input, labels)));
        }

        // Masks, waiting batches and averages go on as if nothing had been.
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(twin.TrainStep(input, labels), network.TrainStep(input, labels));
        }

        network.UsesAverages = twin.UsesAverages = true;
        SameBits(twin.Parameters, network.Parameters);
        SameBits(twin.Buffers, network.Buffers);
    }

    [Fact]
    public void A_trapped_loss_in_double_precision_leaves_a_record_and_its_copy_as_they_were()
    {
        TrappedRecord original = new(seed: 3);
        double[] input = [.. Enumerable.Range(0, 24).Select(i => Math.Sin(i))];
        double[] target = new double[8];
        original.TrainStep(input, target);
        TrappedRecord network = original with { };
        double[] bad = [.. target];
        bad[3] = 1e300;
        Assert.Throws<ArithmeticException>(() => network.TrainStep(input, bad));
        Assert.Throws<ArithmeticException>(() => network.Backward(input, bad));
        SameBits(original.Parameters, network.Parameters);
        SameBits(original.Buffers, network.Buffers);
        Assert.Equal(original.TrainStep(input, target), network.TrainStep(input, target));
        SameBits(original.Buffers, network.Buffers);
    }

    [Fact]
    public void Keeping_what_a_trap_puts_back_allocates_nothing()
    {
        TrappedNet network = new(seed: 3);
        float[] input = [.. Enumerable.Range(0, 48).Select(i => MathF.Sin(i))];
        int[] labels = [0, 1, 2, 0, 1, 2, 0, 1];
        network.TrainStep(input, labels);
        network.Backward(input, labels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        network.TrainStep(input, labels);
        network.UsesAverages = true;
        network.Backward(input, labels);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void SameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged => Assert.Equal(MemoryMarshal.AsBytes(expected).ToArray(), MemoryMarshal.AsBytes(actual).ToArray());
}
