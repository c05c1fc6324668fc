using System.Numerics;
using DeepNet.Data;

namespace DeepNet.Training.Tests;

/// <summary>The loss of a data set is the mean over what counts, whatever the batches; metrics see what counts alone.</summary>
public sealed class CountedLossTests
{
    // Cross entropy of the logits [2, 0]: log(1 + e^-2) with label 0, and 2 more with label 1.
    private static readonly double Right = Math.Log(1 + Math.Exp(-2));

    private static readonly double[] Ones = [1, 1, 1, 1, 1, 1, 1];

    [Fact]
    public void An_ignored_sample_counts_nothing_at_any_batch()
    {
        Check<CountedOneByOne>();
        Check<CountedByTwo>();
        Check<CountedAtOnce>();

        static void Check<T>()
            where T : ITrainable<T, float, int>
        {
            // The three samples.
            T network = WithLogits<T, float>();
            Dataset<float, int> samples = new(new float[] { 1, 0, 1, 0, 1, 0 }, new[] { 0, -1, 1 }, 2);
            Evaluation evaluation = Trainer.Evaluate(network, samples, new Accuracy<float>());
            Assert.Equal(1.126928, evaluation.Loss, 1e-6);
            Assert.Equal(0.5, evaluation.Metric);

            ConfusionMatrix matrix = Trainer.Confusion(network, samples);
            Assert.Equal((2, 1, 1), (matrix.Count, matrix[0, 0], matrix[1, 0]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_loss_of_an_epoch_is_weighted_alike(int batchSize)
    {
        CountedAtOnce network = WithLogits<CountedAtOnce, float>();
        network.LearningRate = 0;
        Dataset<float, int> samples = new(new float[] { 1, 0, 1, 0, 1, 0 }, new[] { 0, -1, 1 }, 2);
        TrainingHistory history = Trainer.Fit(network, samples, new() { Epochs = 2, BatchSize = batchSize, Validation = samples, Metric = new Accuracy<float>() });
        Assert.All(history.Epochs, e => Assert.Equal((1.126928, 1.126928), (Math.Round(e.Loss, 6), Math.Round(e.ValidationLoss, 6))));
        Assert.All(history.Epochs, e => Assert.Equal((0.5, 0.5), (e.Metric, e.ValidationMetric)));
    }

    [Fact]
    public void Where_nothing_counts_the_loss_is_zero_and_there_is_no_accuracy()
    {
        Dataset<float, int> samples = new(new float[] { 1, 0, 1, 0, 1, 0 }, new[] { -1, -1, -1 }, 2);
        Assert.Equal(new Evaluation(0, double.NaN), Trainer.Evaluate(WithLogits<CountedByTwo, float>(), samples, new Accuracy<float>()));
        Assert.Equal(0, Trainer.Confusion(WithLogits<CountedByTwo, float>(), samples).Count);
    }

    [Fact]
    public void Classes_count_by_their_weights()
    {
        // As torch.nn.functional.cross_entropy(logits, labels, weight=[1, 3]) of all five at once.
        WeightedByTwo network = WithLogits<WeightedByTwo, double>();
        int[] labels = [0, 0, 1, 0, 1];
        Dataset<double, int> samples = new(new double[] { 1, 0, 1, 0, 1, 0, 1, 0, 1, 0 }, labels, 2);
        Assert.Equal(((3 * Right) + (2 * 3 * (Right + 2))) / 9, Trainer.Evaluate(network, samples).Loss, 1e-14);
        Assert.Equal(9, WeightedByTwo.BatchWeight(labels));
    }

    [Fact]
    public void A_class_can_be_the_ignored_label()
    {
        // Two steps a sample. Of the classes 1 and 2, each right once and wrong once, the wrong steps weigh 2 and 5.
        WeightedSteps network = new();
        network.Parameters.Clear();
        Identity(network.Dense1.Weight, 3);
        Dataset<double, int> samples = new(
            new double[] { 0, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4, 0, 0, 4, 4, 0, 0 }, new[] { 1, 0, 1, 2, 0, 2 }, 6, targetSize: 2);
        double whole = new[] { 0, 1, 2 }.Sum(i => network.Evaluate(samples.Input(i), samples.Target(i)) * WeightedSteps.BatchWeight(samples.Target(i)));
        Evaluation evaluation = Trainer.Evaluate(network, samples, new Accuracy<double>());
        Assert.Equal(whole / (2 + 2 + 5 + 5), evaluation.Loss, 1e-14);
        Assert.Equal(0.5, evaluation.Metric);

        ConfusionMatrix matrix = Trainer.Confusion(network, samples);
        Assert.Equal((4, 1, 1, 1, 1), (matrix.Count, matrix[1, 1], matrix[1, 0], matrix[2, 2], matrix[2, 0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Weights_of_samples_leave_the_mean_one_over_what_counts(int batch)
    {
        WeightedSamples network = WithParameters(new WeightedSamples());
        double[] inputs = [1, 0, 2, 0, 0, 3, 1, 1];
        int[] labels = [0, 1, 0, 0];
        double[] weights = [2, 1, 0.5, 3];
        double sum = 0, count = 0;
        for (int first = 0; first < labels.Length; first += batch)
        {
            int n = Math.Min(batch, labels.Length - first);
            ReadOnlySpan<int> part = labels.AsSpan(first, n);
            double counted = WeightedSamples.BatchWeight(part);
            sum += counted * network.Evaluate(inputs.AsSpan(first * 2, n * 2), part, weights.AsSpan(first, n));
            count += counted;
        }

        // Logits [2, 0], [0, 6] and [2, 2] with label 0; the second sample is ignored.
        double expected = (2 * Right) + (0.5 * (6 + Math.Log(1 + Math.Exp(-6)))) + (3 * Math.Log(2));
        Assert.Equal(3, count);
        Assert.Equal(expected / 3, sum / count, 1e-14);
    }

    [Fact]
    public void A_label_out_of_range_has_no_weight() =>
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => CountedByTwo.BatchWeight([0, 2]));

    [Fact]
    public void Without_such_labels_a_batch_counts_its_samples()
    {
        Assert.Equal(5, Weight<Counting>([0, 1, 1, 0, 1]));
        Assert.Equal(2, Weight<CountedByTwo>([0, -1, 1]));

        static double Weight<T>(ReadOnlySpan<int> labels)
            where T : ITrainable<T, float, int> => T.BatchWeight(labels);
    }

    private static T WithLogits<T, TElement>()
        where T : ITrainable<T, TElement, int>
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
    {
        T network = T.Create(1);
        network.Parameters.Clear();
        Identity(network.Parameters[..4], 2);
        network.Parameters[0] = network.Parameters[3] = TElement.CreateChecked(2);
        return network;
    }

    private static WeightedSamples WithParameters(WeightedSamples network)
    {
        network.Parameters.Clear();
        (network.Parameters[0], network.Parameters[3]) = (2, 2);
        return network;
    }

    private static void Identity<TElement>(Span<TElement> weights, int size)
        where TElement : unmanaged, INumber<TElement>
    {
        for (int i = 0; i < size; i++)
        {
            weights[(i * size) + i] = TElement.One;
        }
    }
}
