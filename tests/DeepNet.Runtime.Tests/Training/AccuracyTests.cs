using DeepNet.Training;

namespace DeepNet.Runtime.Tests.Training;

public sealed class AccuracyTests
{
    [Fact]
    public void Counts_over_batches_until_reset()
    {
        Accuracy<float> accuracy = new();
        Assert.True(double.IsNaN(accuracy.Value));
        accuracy.Add([0.9f, 0.1f, 0.2f, 0.8f], [0, 0]);
        accuracy.Add([0.4f, 0.6f], [1]);
        Assert.Equal(2.0 / 3, accuracy.Value, 12);
        accuracy.Add([], []);
        Assert.Equal(2.0 / 3, accuracy.Value, 12);
        accuracy.Reset();
        Assert.True(double.IsNaN(accuracy.Value));
    }

    [Fact]
    public void Of_equal_predictions_the_first_counts()
    {
        Accuracy<double> accuracy = new();
        accuracy.Add([0.5, 0.5], [0]);
        Assert.Equal(1, accuracy.Value);
    }

    [Fact]
    public void A_row_without_a_number_is_never_right()
    {
        Accuracy<float> accuracy = new();
        accuracy.Add([float.NaN, float.NaN, float.NaN, 1], [0, 1]);
        Assert.Equal(0.5, accuracy.Value);
    }

    [Fact]
    public void Predictions_have_to_fit_the_labels()
    {
        string message = Assert.Throws<ArgumentException>(() => new Accuracy<float>().Add([1, 2, 3], [0, 1])).Message;
        Assert.Contains("2 labels", message);
        Assert.Contains("3 predictions", message);
    }
}
