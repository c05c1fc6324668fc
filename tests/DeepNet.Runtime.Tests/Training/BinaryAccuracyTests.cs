using DeepNet.Training;

namespace DeepNet.Runtime.Tests.Training;

public sealed class BinaryAccuracyTests
{
    [Fact]
    public void Counts_over_batches_until_reset()
    {
        BinaryAccuracy<float> accuracy = new();
        Assert.True(double.IsNaN(accuracy.Value));
        accuracy.Add([0.9f, 0.1f, 0.6f], [1, 0, 0]);
        accuracy.Add([float.NaN], [0]);
        Assert.Equal(0.5, accuracy.Value, 12);
        accuracy.Reset();
        Assert.True(double.IsNaN(accuracy.Value));
    }

    [Fact]
    public void Predictions_have_to_fit_the_targets()
    {
        string message = Assert.Throws<ArgumentException>(() => new BinaryAccuracy<double>().Add([1], [0, 1])).Message;
        Assert.Contains("Expected 2 predictions", message);
        Assert.Contains("Received: 1", message);
    }
}
