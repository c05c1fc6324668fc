using DeepNet.Data;

namespace DeepNet.Training.Tests;

/// <summary>What an epoch does at its end, and how the next one goes on.</summary>
public sealed class EpochTests
{
    private static readonly Dataset<double, int> Samples = new(new double[] { 1, 0, 0, 1, 2, 1, 1, 1, 0.5, 2 }, new[] { 0, 1, -1, 1, 0 }, 2);

    [Fact]
    public void An_epoch_ends_with_an_update_of_what_was_accumulated()
    {
        // Three batches where four make an update: one update with the mean of three gradients.
        Accumulating network = new(seed: 1), expected = new(seed: 1);
        Trainer.Fit(network, Samples, new() { Epochs = 1, BatchSize = 2, Shuffle = false });
        double[] gradient = MeanGradient(expected, 2, 2, 1);
        Assert.Equal(expected.Parameters.ToArray().Zip(gradient, (w, g) => w - (0.5 * g)), network.Parameters.ToArray(), Close);
        Assert.NotEqual(expected.Parameters.ToArray(), network.Parameters.ToArray());
    }

    [Fact]
    public void What_is_left_behind_full_updates_is_a_mean_of_its_own()
    {
        // Five batches of one: four make an update, then one.
        Accumulating network = new(seed: 1), expected = new(seed: 1);
        Trainer.Fit(network, Samples, new() { Epochs = 1, BatchSize = 1, Shuffle = false });
        foreach ((int first, int[] sizes) in new[] { (0, new[] { 1, 1, 1, 1 }), (4, new[] { 1 }) })
        {
            expected.ZeroGradients();
            double[] gradient = MeanGradient(expected, first, sizes);
            for (int i = 0; i < gradient.Length; i++)
            {
                expected.Parameters[i] -= 0.5 * gradient[i];
            }
        }

        Assert.Equal(expected.Parameters.ToArray(), network.Parameters.ToArray(), Close);
    }

    [Fact]
    public void Nothing_accumulated_changes_nothing()
    {
        AccumulatingAverages network = new(seed: 1);
        for (int batch = 0; batch < 4; batch++)
        {
            network.TrainStep(Samples.Input(0), Samples.Target(0));
        }

        double[] trained = network.Parameters.ToArray();
        network.UsesAverages = true;
        network.ApplyAccumulatedGradients();
        Assert.True(network.UsesAverages);
        network.UsesAverages = false;
        Assert.Equal(trained, network.Parameters.ToArray());

        network.TrainStep(Samples.Input(1), Samples.Target(1));
        network.UsesAverages = true;
        network.ApplyAccumulatedGradients();
        Assert.False(network.UsesAverages);
        Assert.NotEqual(trained, network.Parameters.ToArray());
    }

    [Fact]
    public void A_second_run_goes_on_with_the_orders_of_the_next_epochs()
    {
        Dataset<float, int> samples = Numbers();
        Counting once = new(seed: 1), twice = new(seed: 1);
        Trainer.Fit(once, samples, new() { Epochs = 5, BatchSize = 4, Seed = 3 });
        Assert.Equal([1, 2], Trainer.Fit(twice, samples, new() { Epochs = 2, BatchSize = 4, Seed = 3 }).Epochs.Select(e => e.Epoch));
        Assert.Equal([1, 2, 3], Trainer.Fit(twice, samples, new() { Epochs = 3, BatchSize = 4, Seed = 3 }).Epochs.Select(e => e.Epoch));
        Assert.Equal(5, twice.EpochsTrained);
        Assert.Equal(once.Parameters.ToArray(), twice.Parameters.ToArray());
    }

    [Fact]
    public void A_file_and_a_copy_go_on_too()
    {
        Dataset<float, int> samples = Numbers();
        Counting network = new(seed: 1), loaded = new(seed: 2);
        Trainer.Fit(network, samples, new() { Epochs = 2, BatchSize = 4, Seed = 3 });
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            network.Save(path, includeState: true);
            loaded.Load(path);
            Counting copy = network with { };
            Assert.Equal((2, 2), (loaded.EpochsTrained, copy.EpochsTrained));
            foreach (Counting next in new[] { network, loaded, copy })
            {
                Trainer.Fit(next, samples, new() { Epochs = 2, BatchSize = 4, Seed = 3 });
            }

            Assert.Equal(network.Parameters.ToArray(), loaded.Parameters.ToArray());
            Assert.Equal(network.Parameters.ToArray(), copy.Parameters.ToArray());

            // Parameters alone: training starts anew from them.
            network.Save(path);
            loaded.Load(path);
            Assert.Equal(0, loaded.EpochsTrained);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Epochs_below_zero_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Counting().EpochsTrained = -1);

    // A file with that many could be saved and not be loaded.
    [Fact]
    public void Epochs_without_end_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Counting().EpochsTrained = (1L << 53) + 1);

    private static Dataset<float, int> Numbers() =>
        new(Enumerable.Range(0, 30).Select(i => (float)Math.Sin(i)).ToArray(), Enumerable.Range(0, 15).Select(i => i % 2).ToArray(), 2);

    private static double[] MeanGradient(Accumulating network, params int[] sizes) => MeanGradient(network, 0, sizes);

    private static double[] MeanGradient(Accumulating network, int first, int[] sizes)
    {
        foreach (int size in sizes)
        {
            Dataset<double, int> batch = Samples.Slice(first, size);
            network.Backward(batch.Inputs, batch.Targets);
            first += size;
        }

        return [.. network.Gradients.ToArray().Select(g => g / sizes.Length)];
    }

    private static bool Close(double one, double other) => Math.Abs(one - other) <= 1e-14;
}
