using DeepNet.Data;

namespace DeepNet.Runtime.Tests.Data;

public sealed class MiniBatchesTests
{
    // Target i belongs to inputs 2i and 2i + 1.
    private static Dataset<float, int> Samples(int count) =>
        new(Enumerable.Range(0, 2 * count).Select(i => (float)i).ToArray(), Enumerable.Range(0, count).ToArray(), 2);

    private static List<int> Order(MiniBatches<float, int> batches, int epoch)
    {
        List<int> order = [];
        foreach (MiniBatch<float, int> batch in batches.Epoch(epoch))
        {
            order.AddRange(batch.Targets.ToArray());
        }

        return order;
    }

    [Theory]
    [InlineData(10, 3, false, new[] { 3, 3, 3, 1 })]
    [InlineData(10, 3, true, new[] { 3, 3, 3 })]
    [InlineData(9, 3, false, new[] { 3, 3, 3 })]
    [InlineData(9, 3, true, new[] { 3, 3, 3 })]
    [InlineData(2, 3, false, new[] { 2 })]
    [InlineData(2, 3, true, new int[0])]
    [InlineData(0, 3, false, new int[0])]
    [InlineData(3, int.MaxValue, false, new[] { 3 })]
    [InlineData(3, int.MaxValue, true, new int[0])]
    [InlineData(0, int.MaxValue, false, new int[0])]
    public void Batches_have_the_right_sizes(int samples, int batchSize, bool dropLast, int[] sizes)
    {
        foreach (bool shuffle in new[] { true, false })
        {
            MiniBatches<float, int> batches = new(Samples(samples), batchSize, 1, shuffle, dropLast);
            List<int> seen = [];
            foreach (MiniBatch<float, int> batch in batches.Epoch(0))
            {
                seen.Add(batch.Count);
                Assert.Equal(2 * batch.Count, batch.Inputs.Length);
                Assert.Equal(batch.Count, batch.Targets.Length);
            }

            Assert.Equal(sizes, seen);
            Assert.Equal(sizes.Length, batches.BatchCount);
        }
    }

    [Fact]
    public void Every_sample_comes_once_an_epoch_with_its_own_target()
    {
        List<int> targets = [];
        foreach (MiniBatch<float, int> batch in new MiniBatches<float, int>(Samples(101), 8, seed: 3).Epoch(0))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                Assert.Equal(2f * batch.Targets[i], batch.Inputs[2 * i]);
                Assert.Equal((2f * batch.Targets[i]) + 1, batch.Inputs[(2 * i) + 1]);
                targets.Add(batch.Targets[i]);
            }
        }

        Assert.NotEqual(Enumerable.Range(0, 101), targets);
        Assert.Equal(Enumerable.Range(0, 101), targets.Order());
    }

    [Fact]
    public void Seed_and_epoch_decide_the_order_whatever_ran_before()
    {
        MiniBatches<float, int> one = new(Samples(50), 8, seed: 1);
        MiniBatches<float, int> same = new(Samples(50), 8, seed: 1);
        Order(same, 0);
        Order(same, 1);
        Assert.Equal(Order(one, 7), Order(same, 7));
        Assert.NotEqual(Order(one, 7), Order(one, 8));
        Assert.NotEqual(Order(one, 7), Order(new MiniBatches<float, int>(Samples(50), 8, seed: 2), 7));
    }

    [Fact]
    public void The_order_is_the_same_on_every_machine() =>
        Assert.Equal(FixedOrder, Order(new MiniBatches<float, int>(Samples(8), 8, seed: 1), 0));

    // Computed outside .NET. Changing the generator or the shuffle changes every published training run; this test is there so that nobody does it unknowingly.
    private static readonly int[] FixedOrder = [0, 7, 1, 2, 4, 3, 6, 5];

    [Fact]
    public void Every_order_is_about_equally_likely()
    {
        MiniBatches<float, int> batches = new(Samples(3), 3, seed: 5);
        Dictionary<string, int> counts = [];
        for (int epoch = 0; epoch < 6000; epoch++)
        {
            string order = string.Join(",", Order(batches, epoch));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150)); // 1000 expected, standard deviation 29
    }

    [Fact]
    public void Without_shuffling_the_samples_are_not_copied()
    {
        Dataset<float, int> samples = Samples(5);
        MiniBatches<float, int> batches = new(samples, 2, shuffle: false);
        Assert.Equal([0, 1, 2, 3, 4], Order(batches, 0));
        batches.Epoch(0).MoveNext();
        Assert.True(samples.Inputs.Overlaps(batches.Current.Inputs));
    }

    [Fact]
    public void An_epoch_allocates_nothing()
    {
        MiniBatches<float, int> batches = new(Samples(1000), 32, seed: 1);
        Sum(batches, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Sum(batches, 1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static float Sum(MiniBatches<float, int> batches, int epoch)
        {
            float sum = 0;
            foreach (MiniBatch<float, int> batch in batches.Epoch(epoch))
            {
                sum += batch.Inputs[0];
            }

            return sum;
        }
    }

    [Fact]
    public void A_batch_has_at_least_one_sample() => Assert.Throws<ArgumentOutOfRangeException>(() => new MiniBatches<float, int>(Samples(3), 0));
}
