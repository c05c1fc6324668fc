using DeepNet.Training;

namespace DeepNet.Runtime.Tests.Training;

public sealed class EarlyStoppingTests
{
    private static EpochResult Result(int epoch, double value, bool metric = false) =>
        new(epoch, 0, 0, metric ? 0 : value, metric ? value : 0, 1, 1);

    private static int EpochsRun(BestEpochTracker<float> tracker, bool metric, params double[] values)
    {
        for (int epoch = 1; epoch <= values.Length; epoch++)
        {
            float[] parameters = [epoch, 10 * epoch];
            tracker.Observe(Result(epoch, values[epoch - 1], metric), parameters, [100 * epoch]);
            if (tracker.ShouldStop)
            {
                return epoch;
            }
        }

        return values.Length;
    }

    [Fact]
    public void Patience_counts_the_epochs_without_a_better_value()
    {
        BestEpochTracker<float> tracker = new(new EarlyStopping { Patience = 2 }, true, false, 2, 1);
        Assert.Equal(6, EpochsRun(tracker, false, 5, 4, 4.5, 3, 3, 3.1, 1));
        Assert.Equal(4, tracker.BestEpoch);
        float[] parameters = [6, 60];
        float[] buffers = [7];
        tracker.Restore(parameters, buffers);
        Assert.Equal([4f, 40f], parameters);
        Assert.Equal([400f], buffers);
    }

    [Fact]
    public void Of_a_metric_the_highest_value_is_the_best()
    {
        BestEpochTracker<float> tracker = new(new EarlyStopping { Patience = 1, WatchMetric = true }, true, true, 2, 1);
        Assert.Equal(3, EpochsRun(tracker, true, 0.5, 0.6, 0.6));
        Assert.Equal(2, tracker.BestEpoch);
    }

    [Fact]
    public void A_smaller_improvement_than_the_minimum_does_not_count()
    {
        BestEpochTracker<float> tracker = new(new EarlyStopping { Patience = 2, MinimumDelta = 0.5 }, true, false, 2, 1);
        Assert.Equal(3, EpochsRun(tracker, false, 5, 4.6, 4.51));
        Assert.Equal(1, tracker.BestEpoch);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_is_never_the_best()
    {
        BestEpochTracker<float> tracker = new(new EarlyStopping { Patience = 2 }, true, false, 2, 1);
        Assert.Equal(2, EpochsRun(tracker, false, double.NaN, double.NaN, 1));
        Assert.Equal(0, tracker.BestEpoch);
        float[] parameters = [9, 9];
        float[] buffers = [7];
        tracker.Restore(parameters, buffers);
        Assert.Equal([9f, 9f], parameters);
        Assert.Equal([7f], buffers);
    }

    [Fact]
    public void Without_the_option_the_best_epoch_is_known_but_nothing_stops_or_comes_back()
    {
        BestEpochTracker<float> tracker = new(null, true, false, 2, 1);
        Assert.Equal(4, EpochsRun(tracker, false, 5, 4, 6, 7));
        Assert.Equal(2, tracker.BestEpoch);
        float[] parameters = [9, 9];
        float[] buffers = [7];
        tracker.Restore(parameters, buffers);
        Assert.Equal([9f, 9f], parameters);
        Assert.Equal([7f], buffers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_restores_the_best_weights(bool restore)
    {
        SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
        var (train, validation) = Clusters.Make<float>(60, noise: 1.5).Split(0.5);
        Dictionary<int, float[]> parameters = [];
        network.LearningRate = 20; // far too high: the loss jumps up and down, so that the best epoch is not the last
        TrainingHistory history = Trainer.Fit(network, train, new()
        {
            Epochs = 50,
            BatchSize = 4,
            Validation = validation,
            EarlyStopping = new EarlyStopping { Patience = 3, RestoreBestWeights = restore },
            EpochCompleted = e => parameters[e.Epoch] = network.Parameters.ToArray(),
        });

        Assert.True(history.StoppedEarly);
        Assert.Equal(history.BestEpoch + 3, history.Last.Epoch);
        Assert.Equal(history.Epochs.MinBy(e => e.ValidationLoss).Epoch, history.BestEpoch);
        Assert.Equal(parameters[restore ? history.BestEpoch : history.Last.Epoch], network.Parameters.ToArray());
    }
}
