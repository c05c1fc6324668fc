namespace DeepNet.Extremes.Tests;

/// <summary>Layers whose inputs are huge, tiny or many, and layers with statistics that are used twice.</summary>
public sealed class LayerTests
{
    [Fact]
    public void Attention_with_huge_scores_is_finite()
    {
        Attention network = new(seed: 3);
        CheckHuge(5, network.Forward, network.Backward, () => network.Gradients);
    }

    [Fact]
    public void Causal_attention_with_huge_scores_is_finite()
    {
        CausalAttention network = new(seed: 3);
        CheckHuge(70, network.Forward, network.Backward, () => network.Gradients);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(1e30f)]
    [InlineData(3e37f)]
    [InlineData(1e-11f)]
    public void Rows_of_any_size_are_normalized(float size)
    {
        Normalized network = new();
        float[] output = new float[1];
        network.Dense1.Weight.Fill(1);
        network.Dense1.Bias.Clear();
        network.Forward([.. Enumerable.Repeat(size, 11)], output);
        Assert.Equal(Math.Sqrt(11), output[0], 1e-6 * Math.Sqrt(11));
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(1e30f)]
    [InlineData(1e-30f)]
    public void Gradients_of_rows_of_any_size_are_those_of_their_direction(float size)
    {
        NormalizedBias network = new();
        network.Parameters.Clear();
        for (int i = 0; i < 11; i++)
        {
            network.Dense1.Bias[i] = size * (i + 1);
        }

        // Of the sum of a unit vector: (1 - u Σu) / |x|.
        network.Backward([0], [.. Enumerable.Repeat(-9f, 11)]);
        double norm = Math.Sqrt(506);
        for (int i = 0; i < 11; i++)
        {
            double expected = (1 - (i + 1) * 66 / 506d) / norm / 11;
            Assert.Equal(expected, network.Dense1.BiasGradient[i] * (double)size, 1e-7);
        }
    }

    [Fact]
    public void Statistics_of_many_positions_keep_their_digits()
    {
        const int Rows = 2 * 262144;
        ManyPositions network = new();
        Random random = new(7);
        float[] input = [.. Enumerable.Range(0, 2 * Rows).Select(i => (float)(100 + (i % 2 * 3) + random.NextDouble()))];
        network.Backward(input, new float[4]);

        for (int channel = 0; channel < 2; channel++)
        {
            double mean = 0;
            double squares = 0;
            for (int i = channel; i < input.Length; i += 2)
            {
                mean += input[i] / (double)Rows;
            }

            for (int i = channel; i < input.Length; i += 2)
            {
                squares += (input[i] - mean) * (input[i] - mean);
            }

            Assert.Equal(mean, network.BatchNorm1.RunningMean[channel], 1e-5); // a float at 100 has steps of 7.6e-6
            Assert.Equal(1, network.BatchNorm1.RunningVariance[channel] / (squares / (Rows - 1)), 1e-6);
        }
    }

    [Fact]
    public void A_shared_batch_norm_has_one_set_of_statistics_that_each_use_moves()
    {
        Siamese network = new(seed: 5);
        Assert.Equal(6, network.Buffers.Length);
        float[] input = Inputs();
        network.Backward(input, input, new float[24]);

        // Twice by a tenth of the way to the batch's mean.
        float[] once = network.Norm.RunningMean.ToArray();
        Siamese other = new(seed: 5);
        for (int channel = 0; channel < 3; channel++)
        {
            double mean = 0;
            for (int row = 0; row < 8; row++)
            {
                for (int i = 0; i < 4; i++)
                {
                    mean += input[row * 4 + i] * other.Encode.Weight[i * 3 + channel] / 8;
                }
            }

            Assert.Equal(0.19 * mean, once[channel], 1e-6);
        }
    }

    [Fact]
    public void Equal_inputs_of_a_siamese_network_give_equal_outputs()
    {
        Siamese network = new(seed: 5);
        SiameseBlocks blocks = new(seed: 5);
        Assert.Equal(6, blocks.Buffers.Length);
        float[] input = Inputs();
        for (int step = 0; step < 20; step++)
        {
            float[] other = [.. input.Select(x => x * 2 + 1)];
            network.TrainStep(input, other, new float[24]);
            blocks.TrainStep(input, other, new float[24]);
        }

        float[] output = new float[24];
        network.Forward(input, input, output);
        Assert.All(output, x => Assert.Equal(0, x));
        blocks.Forward(input, input, output);
        Assert.All(output, x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_file_has_the_shared_statistics_once()
    {
        Siamese network = new(seed: 5);
        network.TrainStep(Inputs(), [.. Inputs().Select(x => -x)], new float[24]);
        string path = Path.GetTempFileName();
        try
        {
            network.Save(path);
            Assert.Equal(1, File.ReadAllText(path).Split("runningMean").Length - 1);
            Siamese loaded = new(seed: 6);
            loaded.Load(path);
            Assert.Equal(network.Buffers.ToArray(), loaded.Buffers.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private delegate void ForwardMethod(ReadOnlySpan<float> input, Span<float> output);

    private delegate float BackwardMethod(ReadOnlySpan<float> input, ReadOnlySpan<float> target);

    private delegate Span<float> View();

    /// <summary>Steps that are all the same are attended to alike, whatever their size: then the output is proportional to the input.</summary>
    private static void CheckHuge(int steps, ForwardMethod forward, BackwardMethod backward, View gradients)
    {
        float[] small = [.. Enumerable.Range(0, steps * 6).Select(i => 0.3f * (i % 6) - 0.7f)];
        float[] huge = [.. small.Select(x => x * (1 << 20))];
        float[] expected = new float[small.Length];
        float[] actual = new float[small.Length];
        forward(small, expected);
        forward(huge, actual);
        float largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second / (1 << 20), 1e-5 * largest));

        Assert.True(float.IsFinite(backward(huge, actual)));
        Assert.All(gradients().ToArray(), g => Assert.True(float.IsFinite(g)));
    }

    private static float[] Inputs()
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, 32).Select(_ => (float)random.NextDouble())];
    }
}
