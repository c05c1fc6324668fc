using DeepNet.Data;
using DeepNet.Networks.Tests.Fixtures;
using DeepNet.Training;

namespace DeepNet.Runtime.Tests.Training;

public sealed class TrainerTests
{
    private static readonly Dataset<float, int> Train = Clusters.Make<float>(100);
    private static readonly Dataset<float, int> Test = Clusters.Make<float>(40, seed: 2);

    [Fact]
    public void Learns_and_reports_each_epoch()
    {
        SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
        List<EpochResult> seen = [];
        TrainingHistory history = Trainer.Fit(network, Train, new()
        {
            Epochs = 20, BatchSize = 8, Seed = 1, Validation = Test, Metric = new Accuracy<float>(), EpochCompleted = seen.Add,
        });

        Assert.Equal(Enumerable.Range(1, 20), history.Epochs.Select(e => e.Epoch));
        Assert.Equal(seen, history.Epochs);
        Assert.True(history.Last.Loss < 0.5 * history.Epochs[0].Loss);
        Assert.True(history.Last.ValidationLoss < history.Epochs[0].ValidationLoss);
        Assert.True(history.Last.Metric > 0.95 && history.Last.ValidationMetric > 0.95);
        Assert.All(history.Epochs, e => Assert.True(e.Seconds > 0 && Math.Abs((e.SamplesPerSecond * e.Seconds) - 100) < 1e-6));
        Assert.False(history.StoppedEarly);
        Assert.Equal(history.Epochs.Sum(e => e.Seconds), history.Seconds, 12);
    }

    [Fact]
    public void Works_in_double_precision() =>
        Assert.True(Trainer.Fit(
            SoftmaxRegression<double>.Create(1), Clusters.Make<double>(100), new() { Epochs = 20, Metric = new Accuracy<double>(), BatchSize = 16 }).Last.Metric > 0.95);

    [Fact]
    public void What_was_not_asked_for_is_not_a_number()
    {
        EpochResult result = Trainer.Fit(SoftmaxRegression<float>.Create(1), Train, new() { Epochs = 1, BatchSize = 16 }).Last;
        Assert.True(double.IsNaN(result.Metric) && double.IsNaN(result.ValidationLoss) && double.IsNaN(result.ValidationMetric));
    }

    [Fact]
    public void The_same_seed_gives_the_same_parameters()
    {
        float[] Run(int seed)
        {
            SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
            Trainer.Fit(network, Train, new() { Epochs = 3, BatchSize = 8, Seed = seed });
            return network.Parameters.ToArray();
        }

        Assert.Equal(Run(4), Run(4));
        Assert.NotEqual(Run(4), Run(5));
    }

    [Fact]
    public void The_epoch_loss_weighs_a_batch_by_its_samples()
    {
        SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
        List<BatchResult> batches = [];
        double loss = Trainer.Fit(network, Train, new() { Epochs = 1, BatchSize = 16, BatchCompleted = batches.Add }).Last.Loss;

        Assert.Equal([16, 16, 16, 16, 16, 16, 4], network.BatchSizes);
        Assert.Equal(Enumerable.Range(1, 7), batches.Select(b => b.Batch));
        Assert.All(batches, b => Assert.Equal((1, 7), (b.Epoch, b.BatchCount)));
        Assert.Equal(batches.Sum(b => b.Loss * b.SampleCount) / 100, loss, 9);
    }

    [Fact]
    public void The_last_partial_batch_can_be_left_out()
    {
        SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
        Trainer.Fit(network, Train, new() { Epochs = 2, BatchSize = 16, DropLastBatch = true });
        Assert.Equal(Enumerable.Repeat(16, 12), network.BatchSizes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    public void Evaluate_is_the_mean_over_all_samples(int count)
    {
        SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
        Dataset<float, int> samples = Test.Slice(0, count);
        double expected = Enumerable.Range(0, count).Average(i => (double)network.Evaluate(samples.Input(i), samples.Target(i)));
        Evaluation evaluation = Trainer.Evaluate(network, samples, new Accuracy<float>());

        Assert.Equal(expected, evaluation.Loss, 5);
        Assert.Equal(Trainer.Confusion(network, samples).Accuracy, evaluation.Metric, 12);
        Assert.True(double.IsNaN(Trainer.Evaluate(network, samples).Metric));
    }

    [Fact]
    public void A_batch_allocates_nothing()
    {
        // Twice the samples, twice the batches, the same allocations: what a run allocates does not come from its batches.
        long Allocated(int samples)
        {
            SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
            Dataset<float, int> train = Clusters.Make<float>(3200).Slice(0, samples);
            double sum = 0;
            TrainingOptions<float, int> options = new()
            {
                Epochs = 2, BatchSize = 16, Shuffle = false, Validation = train, Metric = new Accuracy<float>(), BatchCompleted = b => sum += b.Loss,
            };
            Trainer.Fit(network, train, options);
            return Allocations.Least(() => Trainer.Fit(network, train, options));
        }

        Assert.Equal(Allocated(1600), Allocated(3200));
    }

    [Fact]
    public void Samples_of_another_size_are_refused_before_anything_changes()
    {
        SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
        Dataset<float, int> wrong = new(new float[50], new int[10], 5);
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(network, wrong, new())).Message;
        Assert.Contains("input size 4", message);
        Assert.Contains("input size 5", message);
        Assert.Throws<ArgumentException>(() => Trainer.Fit(network, Train, new() { BatchSize = 8, Validation = wrong }));
        Assert.Throws<ArgumentException>(() => Trainer.Fit(network, Train.Slice(0, 0), new() { BatchSize = 8 }));
        Assert.Throws<ArgumentException>(() => Trainer.Evaluate(network, wrong));
        Assert.Throws<ArgumentException>(() => Trainer.Confusion(network, wrong));
        Assert.Empty(network.BatchSizes);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Trainer.Fit(network, Train, new() { BatchSize = 17 })).Message;
        Assert.Contains("from 1 to 16", message);
        Assert.Contains("17", message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Trainer.Fit(network, Train, new() { BatchSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trainer.Fit(network, Train, new() { BatchSize = 8, Epochs = 0 }));
        Assert.Throws<ArgumentException>(() => Trainer.Fit(network, Train.Slice(0, 7), new() { BatchSize = 8, DropLastBatch = true }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Trainer.Fit(network, Train, new() { BatchSize = 8, EarlyStopping = new() { Patience = 0 } }));
        Assert.Throws<ArgumentException>(
            () => Trainer.Fit(network, Train, new() { BatchSize = 8, EarlyStopping = new() { WatchMetric = true } }));
        Assert.Empty(network.BatchSizes);
    }

    [Theory]
    [InlineData(1L << 53, 1, false)]
    [InlineData((1L << 53) - 2, 3, false)]
    [InlineData((1L << 53) - 2, 2, true)]
    public void Epochs_beyond_the_last_are_refused_before_anything_changes(long before, int epochs, bool fits)
    {
        SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
        network.EpochsTrained = before;
        float[] parameters = network.Parameters.ToArray();
        TrainingOptions<float, int> options = new() { BatchSize = 8, Epochs = epochs };
        if (fits)
        {
            Trainer.Fit(network, Train, options);
            Assert.Equal(1L << 53, network.EpochsTrained);
            return;
        }

        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(network, Train, options)).Message;
        Assert.Contains(before.ToString(System.Globalization.CultureInfo.InvariantCulture), message, StringComparison.Ordinal);
        Assert.Equal(parameters, network.Parameters.ToArray());
        Assert.Equal(before, network.EpochsTrained);
        Assert.Empty(network.BatchSizes);
    }

    [Fact]
    public void A_cancelled_token_ends_training_between_batches()
    {
        SoftmaxRegression<float> network = SoftmaxRegression<float>.Create(1);
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => Trainer.Fit(network, Train, new()
        {
            BatchSize = 8, CancellationToken = source.Token, BatchCompleted = b => { if (b.Batch == 3) { source.Cancel(); } },
        }));
        Assert.Equal(3, network.BatchSizes.Count);
    }
}
