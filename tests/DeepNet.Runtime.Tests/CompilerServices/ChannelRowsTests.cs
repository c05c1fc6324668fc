using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>Statistics of channels over rows and the passes with them, for 1 to 37 channels and blocks that rows fill and do not fill.</summary>
public sealed class ChannelRowsTests
{
    private const int BlockRows = 4;
    private const int MaxChannels = 37;

    private static IEnumerable<(int Rows, int Channels)> Sizes => from rows in (int[])[1, 2, 3, 4, 5, 8, 11, 23] from channels in Enumerable.Range(1, MaxChannels) select (rows, channels);

    [Fact]
    public void Moments_are_means_and_sums_of_squared_differences()
    {
        foreach ((int rows, int channels) in Sizes)
        {
            double[] input = Numbers(rows * channels, 5);
            float[] single = [.. input.Select(v => (float)v)];
            double[][] d = [.. Enumerable.Range(0, 4).Select(_ => Numbers(channels + 1, 1))];
            float[][] f = [.. Enumerable.Range(0, 4).Select(_ => new float[channels + 1])];
            f[0][channels] = 7;

            DoubleChannelRows.Moments(ref d[0][0], ref d[1][0], ref d[2][0], ref d[3][0], ref input[0], rows, channels, BlockRows);
            SingleChannelRows.Moments(ref f[0][0], ref f[1][0], ref f[2][0], ref f[3][0], ref single[0], rows, channels, BlockRows);

            Assert.Equal(7, f[0][channels]);
            for (int c = 0; c < channels; c++)
            {
                double[] column = [.. Enumerable.Range(0, rows).Select(r => input[r * channels + c])];
                double mean = column.Average();
                double squares = column.Sum(v => (v - mean) * (v - mean));
                Near(mean, d[0][c], 1e-13);
                Near(squares, d[1][c], 1e-12);
                Near(mean, f[0][c], 1e-5);
                Near(squares, f[1][c], 1e-4);
            }
        }
    }

    [Fact]
    public void Passes_give_each_channel_its_own_numbers()
    {
        foreach ((int rows, int channels) in Sizes)
        {
            int size = rows * channels;
            double[] input = Numbers(size, 0);
            double[] dOutput = Numbers(size, 1);
            double[] mean = Numbers(channels, 0);
            double[] scale = Numbers(channels, 1);
            double[] slope = Numbers(channels, 2);
            double[] offset = Numbers(channels, 3);
            double[] scaled = new double[size + 1];
            double[] shifted = new double[size + 1];
            double[] gradient = new double[size + 1];
            double[] added = [.. Enumerable.Repeat(1.0, size + 1)];
            double[] sums = new double[channels];
            double[] products = new double[channels];
            double[] lost = new double[2 * channels];

            DoubleChannelRows.Apply(ref scaled[0], ref input[0], ref mean[0], ref scale[0], rows, channels, BlockRows);
            DoubleChannelRows.Apply(ref shifted[0], ref input[0], ref mean[0], ref scale[0], ref offset[0], rows, channels, BlockRows);
            DoubleChannelRows.Gradient(ref gradient[0], ref scale[0], ref slope[0], ref offset[0], ref input[0], ref mean[0], ref dOutput[0], rows, channels, BlockRows);
            DoubleChannelRows.AccumulateGradient(ref added[0], ref scale[0], ref slope[0], ref offset[0], ref input[0], ref mean[0], ref dOutput[0], rows, channels, BlockRows);
            DoubleChannelRows.Sums(ref sums[0], ref products[0], ref lost[0], ref input[0], ref mean[0], ref dOutput[0], rows, channels, BlockRows);

            Assert.Equal((0, 0, 0, 1), (scaled[size], shifted[size], gradient[size], added[size]));
            for (int i = 0; i < size; i++)
            {
                int c = i % channels;
                double difference = input[i] - mean[c];
                double expected = dOutput[i] * scale[c] + difference * slope[c] + offset[c];
                Near(difference * scale[c], scaled[i], 1e-14);
                Near(difference * scale[c] + offset[c], shifted[i], 1e-14);
                Near(expected, gradient[i], 1e-14);
                Near(1 + expected, added[i], 1e-14);
                sums[c] -= dOutput[i];
                products[c] -= dOutput[i] * difference;
            }

            Assert.All(sums.Concat(products), s => Near(0, s, 1e-13));
        }
    }

    private static double[] Numbers(int count, int mean)
    {
        Random random = new(count + mean);
        return [.. Enumerable.Range(0, count).Select(_ => mean + random.NextDouble() * 2 - 1)];
    }

    private static void Near(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"expected {expected}, received {actual}");
}
