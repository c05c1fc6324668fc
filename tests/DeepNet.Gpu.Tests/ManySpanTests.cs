using DeepNet.Gpu.Tests.Declared;
using DeepNet.Shaders.Tests.Support;

namespace DeepNet.Gpu.Tests;

/// <summary>Networks with more inputs or targets than the interfaces have, on a device beside the CPU.</summary>
public sealed class ManySpanTests
{
    [GpuFact]
    public void Losses_of_rows_agree_with_the_CPU()
    {
        ManyLosses cpu = new(3);
        ManyLosses origin = new(3);
        using ManyLosses.Gpu gpu = origin.OnGpu();
        Random random = new(5);
        foreach (int n in (int[])[ManyLosses.MaxBatch, 4, 1])
        {
            Batch b = new(random, n);
            NetworkTests.Close(
                [cpu.Evaluate(b.Input, b.Weighted, b.Weights, b.Ignoring, b.Dense, b.Focal, b.Hinge, b.Divergent, b.Distilled, b.Turned, b.Values, b.Weights)],
                [gpu.Evaluate(b.Input, b.Weighted, b.Weights, b.Ignoring, b.Dense, b.Focal, b.Hinge, b.Divergent, b.Distilled, b.Turned, b.Values, b.Weights)],
                $"loss of {n}");
            NetworkTests.Close(
                [cpu.Backward(b.Input, b.Weighted, b.Weights, b.Ignoring, b.Dense, b.Focal, b.Hinge, b.Divergent, b.Distilled, b.Turned, b.Values, b.Weights)],
                [gpu.Backward(b.Input, b.Weighted, b.Weights, b.Ignoring, b.Dense, b.Focal, b.Hinge, b.Divergent, b.Distilled, b.Turned, b.Values, b.Weights)],
                $"loss of Backward of {n}");
        }

        gpu.Download();
        NetworkTests.Close(cpu.Gradients, origin.Gradients, "gradients");
        cpu.ZeroGradients();
        gpu.ZeroGradients();
        for (int step = 0; step < 10; step++)
        {
            Batch b = new(random, ManyLosses.MaxBatch);
            NetworkTests.Close(
                [cpu.TrainStep(b.Input, b.Weighted, b.Weights, b.Ignoring, b.Dense, b.Focal, b.Hinge, b.Divergent, b.Distilled, b.Turned, b.Values, b.Weights)],
                [gpu.TrainStep(b.Input, b.Weighted, b.Weights, b.Ignoring, b.Dense, b.Focal, b.Hinge, b.Divergent, b.Distilled, b.Turned, b.Values, b.Weights)],
                $"loss of step {step}");
        }

        gpu.Download();
        NetworkTests.Near(cpu.Parameters, origin.Parameters, "parameters after ten steps");
    }

    [GpuFact]
    public void Keys_that_are_not_seen_have_no_part()
    {
        PartlySeen cpu = new(3);
        PartlySeen origin = new(3);
        using PartlySeen.Gpu gpu = origin.OnGpu();
        Random random = new(5);
        float[] steps = [.. Enumerable.Range(0, 4 * 30).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, 4 * 3).Select(_ => random.NextSingle())];

        // The last sample sees nothing.
        int[] seen = [1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0];
        NetworkTests.Close([cpu.Backward(steps, seen, targets)], [gpu.Backward(steps, seen, targets)], "loss");
        gpu.Download();
        NetworkTests.Close(cpu.Gradients, origin.Gradients, "gradients");
    }

    /// <summary>Random inputs and targets.</summary>
    private sealed class Batch(Random random, int n)
    {
        public float[] Input { get; } = Numbers(random, n * 7);

        public int[] Weighted { get; } = Labels(random, n, 5);

        public float[] Weights { get; } = Numbers(random, n);

        public int[] Ignoring { get; } = Labels(random, n, 4);

        public float[] Dense { get; } = Shares(random, n, 5);

        public int[] Focal { get; } = Labels(random, n, 6);

        public int[] Hinge { get; } = Labels(random, n, 5);

        public float[] Divergent { get; } = Shares(random, n, 5);

        public float[] Distilled { get; } = Numbers(random, n * 5);

        public float[] Turned { get; } = Numbers(random, n * 5);

        public float[] Values { get; } = Numbers(random, n * 3);

        private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];

        private static int[] Labels(Random random, int count, int classes) => [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];

        /// <summary>Rows that sum to 1, each with a class that has nothing.</summary>
        private static float[] Shares(Random random, int rows, int classes)
        {
            float[] shares = Numbers(random, rows * classes);
            for (int row = 0; row < rows; row++)
            {
                Span<float> own = shares.AsSpan(row * classes, classes);
                own[random.Next(classes)] = 0;
                float sum = 0;
                foreach (float share in own)
                {
                    sum += share;
                }

                foreach (ref float share in own)
                {
                    share /= sum;
                }
            }

            return shares;
        }
    }
}
