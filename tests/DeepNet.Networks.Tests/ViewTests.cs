using DeepNet.Networks.Tests.Networks;

namespace DeepNet.Networks.Tests;

/// <summary>The named spans, the flat ones and the constants of a network.</summary>
public sealed class ViewTests
{
    [Fact]
    public void NamedSpansAreParts()
    {
        // 5-9-4
        var network = new OptimizerAdam(seed: 1);
        Assert.True(network.Dense1.Weight == network.Parameters[..45]);
        Assert.True(network.Dense1.Bias == network.Parameters[45..54]);
        Assert.True(network.Dense2.Weight == network.Parameters[54..90]);
        Assert.True(network.Dense2.Bias == network.Parameters[90..]);
        Assert.True(network.Dense1.WeightGradient == network.Gradients[..45]);
        Assert.True(network.Dense1.BiasGradient == network.Gradients[45..54]);
        Assert.True(network.Dense2.WeightGradient == network.Gradients[54..90]);
        Assert.True(network.Dense2.BiasGradient == network.Gradients[90..]);
    }

    [Fact]
    public void NamesBecomeProperties()
    {
        var network = new HeadsTwoLosses(seed: 1);
        Assert.Equal(9 * 4, network.Actor.Weight.Length);
        Assert.Equal(1, network.Critic.BiasGradient.Length);
    }

    [Fact]
    public void ConstantsAreConstants()
    {
        const int Parameters = OptimizerAdam.ParameterCount;
        const long Flops = OptimizerAdam.FlopsPerSample;
        Assert.Equal((5 * 9) + 9 + (9 * 4) + 4, Parameters);
        Assert.Equal(5, OptimizerAdam.InputSize);
        Assert.Equal(4, OptimizerAdam.OutputSize);
        Assert.Equal(1, OptimizerAdam.TargetSize);
        Assert.Equal(13, OptimizerAdam.MaxBatch);
        Assert.Equal(9, LossMeanSquaredError.TargetSize);
        Assert.True(Flops >= 2 * ((5 * 9) + (9 * 4)));
        Assert.True(OptimizerAdam.TrainingBytes >= 4 * Parameters * sizeof(float));
        Assert.InRange(OptimizerAdam.InferenceBytes, Parameters * sizeof(float), OptimizerAdam.TrainingBytes);
    }

    [Fact]
    public void TheLearningRateScalesTheStep()
    {
        // Plain descent: the step is proportional to the rate.
        float[] input = [1f, -2f, 3f, -4f, 5f];
        float[] Steps(float rate)
        {
            var network = new OptimizerSgd(seed: 1) { LearningRate = rate };
            Assert.Equal(rate, network.LearningRate);
            float[] before = network.Parameters.ToArray();
            network.TrainStep(input, [2]);
            return [.. before.Zip(network.Parameters.ToArray(), static (x, y) => x - y)];
        }

        float[] one = Steps(0.125f);
        float[] two = Steps(0.25f);
        Fixtures.Close.Assert<float>([.. one.Select(static step => 2 * step)], two, 1e-5, "steps");
        Assert.All(Steps(0f), static step => Assert.Equal(0f, step));
    }

    [Fact]
    public void LearningRatesStartAsDeclared()
    {
        Assert.Equal(0.01f, new OptimizerSgd().LearningRate);
        Assert.Equal(1e-3f, new OptimizerAdam().LearningRate);
        Assert.Equal(0.01, new OptimizerAdamTunedDouble().LearningRate);
    }
}
