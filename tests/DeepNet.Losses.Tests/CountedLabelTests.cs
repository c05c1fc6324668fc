using DeepNet.Networks.Tests.Networks;

namespace DeepNet.Networks.Tests;

/// <summary>What parity cannot show, because PyTorch has no number for it: batches without anything to count, weights of zero, labels that are refused.</summary>
public sealed class CountedLabelTests
{
    private static readonly double[] Input = [0.3, -0.2, 0.8, 0.5, -0.6, 0.1, 0.4, -0.9, 0.7, 0.2, -0.3, 0.6];

    [Fact]
    public void A_batch_of_ignored_labels_has_no_loss_and_no_gradient()
    {
        LossIgnoreIndexDouble network = new(seed: 1);
        Assert.Equal(0, network.Backward(Input, [2, 2, 2]));
        Assert.Equal(-1, network.Gradients.IndexOfAnyExcept(0.0));
    }

    [Fact]
    public void A_batch_of_labels_without_weight_has_no_loss_and_no_gradient()
    {
        LossClassWeightsDouble network = new(seed: 1);
        Assert.Equal(0, network.Backward(Input, [3, 3, 3]));
        Assert.Equal(-1, network.Gradients.IndexOfAnyExcept(0.0));
    }

    [Fact]
    public void An_ignored_row_is_as_if_it_were_not_there()
    {
        LossIgnoreIndexDouble network = new(seed: 1);
        Assert.Equal(network.Evaluate(Input.AsSpan(0, 4), [1]), network.Evaluate(Input, [1, 2, 2]), 1e-14);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void A_label_that_is_neither_a_class_nor_ignored_is_refused(int label)
    {
        LossIgnoreIndexSmoothedDouble network = new(seed: 1);
        Assert.True(double.IsFinite(network.Evaluate(Input, [0, -100, 4])));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => network.Evaluate(Input, [0, label, 4]));
    }

    [Fact]
    public void Weights_of_zero_leave_samples_out()
    {
        LossWeightedSamplesDouble network = new(seed: 1);
        double one = network.Evaluate(Input.AsSpan(0, 4), [1], [1]);
        Assert.Equal(one / 3, network.Evaluate(Input, [1, 4, 0], [1, 0, 0]), 1e-14);

        Assert.Equal(0, network.Backward(Input, [1, 4, 0], [0, 0, 0]));
        Assert.Equal(-1, network.Gradients.IndexOfAnyExcept(0.0));
    }

    [Fact]
    public void Too_few_weights_are_refused()
    {
        LossWeightedSamplesDouble network = new(seed: 1);
        Assert.Throws<ArgumentException>("weights", () => network.Evaluate(Input, [1, 4, 0], [1, 1]));
    }

    [Fact]
    public void A_target_that_does_not_fit_its_steps_has_no_loss_and_no_gradient()
    {
        // Six times the same label needs five blanks between: eleven steps, and there are eight.
        double[] input = [.. Enumerable.Range(0, 32).Select(i => Math.Sin(i))];
        LossCtcBlankLastDouble network = new(seed: 1);
        Assert.Equal(0, network.Backward(input, [3, 3, 3, 3, 3, 3]));
        Assert.Equal(-1, network.Gradients.IndexOfAnyExcept(0.0));
        Assert.True(network.Backward(input, [3, 3, 3, 3, -1, -1]) > 0);
    }

    [Fact]
    public void A_target_ends_with_a_blank_as_it_does_with_minus_one()
    {
        double[] input = [.. Enumerable.Range(0, 32).Select(i => Math.Sin(i))];
        LossCtcBlankLastDouble network = new(seed: 1);
        Assert.Equal(network.Evaluate(input, [3, 1, -1, -1, -1, -1]), network.Evaluate(input, [3, 1, 9, 4, 4, 4]));
    }
}
