using System.Numerics;
using DeepNet.Networks.Tests.Fixtures;
using DeepNet.Networks.Tests.Networks;

namespace DeepNet.Networks.Tests;

/// <summary>What the comparison with PyTorch does not say about means and variances.</summary>
public sealed class StatisticsTests
{
    // At 10,000 a float has steps of 1/1024, so the mean, as a float, is off by up to 2e-4 of the deviation here, which is 2.3, and so is what depends on it.
    // E[x²] - E[x]² would be off by more than the variance itself.
    [Theory]
    [InlineData("BatchNormImages")]
    [InlineData("LayerNorms")]
    [InlineData("GroupNorms")]
    [InlineData("InstanceNorms")]
    public void A_large_mean_costs_its_own_rounding_and_no_more(string network)
    {
        (float loss, float[] gradients) = FarFromZero<float>(network);
        (double expectedLoss, double[] expected) = FarFromZero<double>(network + "Double");

        Close.Assert(expectedLoss, loss, 5e-4, "loss");
        Close.Assert<double>(expected, [.. gradients.Select(g => (double)g)], 5e-4, "gradients");
    }

    [Fact]
    public void A_batch_of_one_value_gives_beta_and_leaves_the_running_variance()
    {
        var network = new BatchNormVectors(3);
        var other = new BatchNormVectors(3);
        float[] target = [1, 2, 3];

        float loss = network.TrainStep([5, -4, 3, 2, 1], target);

        Assert.Equal(loss, other.TrainStep([1, 2, 3, 4, 5], target)); // only beta is left of the input
        Assert.Equal([1f, 1f, 1f, 1f, 1f], network.BatchNorm1.RunningVariance.ToArray());
        Assert.Equal([0.5f, -0.4f, 0.3f, 0.2f, 0.1f], network.BatchNorm1.RunningMean.ToArray().Select(m => MathF.Round(m, 6)).ToArray());
    }

    [Fact]
    public void Running_statistics_move_in_training_only()
    {
        var network = new BatchNormVectors(3);
        float[] input = [1, 2, 3, 4, 5, 3, 2, 1, 0, -1];
        float[] before = network.Buffers.ToArray();

        network.Forward(input, new float[6]);
        network.Evaluate(input, new float[6]);
        Assert.Equal(before, network.Buffers.ToArray());

        network.Backward(input, new float[6]);

        // 0.9 · 1 + 0.1 · the unbiased variance of 1 and 3, which is 2.
        Assert.Equal(1.1, network.BatchNorm1.RunningVariance[0], 6);
        Assert.Equal(0.2, network.BatchNorm1.RunningMean[0], 6);
    }

    [Fact]
    public void A_frozen_layer_uses_and_keeps_its_running_statistics()
    {
        var network = new BatchNormFrozen(3);
        float[] input = [1, 2, 3, 4, 5, 6];
        float[] target = [1, 2, 3];
        network.Frozen.RunningMean.Fill(0.5f);
        network.Frozen.RunningVariance.Fill(4);
        float[] before = [.. network.Buffers, .. network.Frozen.Gamma, .. network.Frozen.Beta];

        Assert.Equal(network.Evaluate(input, target), network.TrainStep(input, target));
        float[] after = [.. network.Buffers, .. network.Frozen.Gamma, .. network.Frozen.Beta];
        Assert.Equal(before, after);
    }

    private static (T Loss, T[] Gradients) FarFromZero<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        var random = new Random(9);
        T[] input = fixture.First.Input(0);
        for (int i = 0; i < input.Length; i++)
        {
            // Exact in single precision.
            input[i] = T.CreateChecked(10_000 + (random.Next(-2048, 2048) / 512.0));
        }

        T loss = subject.Backward(fixture.First);
        return (loss, subject.Gradients.ToArray());
    }
}
