using System.Diagnostics;
using DeepNet.Shaders;

namespace DeepNet.GpuPeers;

/// <summary>The time of one square product on the device: the difference between a long chain of them and a short one.</summary>
internal static class ProductTimes
{
    private const int Rounds = 13;

    /// <summary>The median over rounds in which both chains take turns, in microseconds.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="shorter">The short chain.</param>
    /// <param name="longer">The long one.</param>
    /// <param name="more">How many products it has more.</param>
    public static double Measure(int size, IGpuTrainable<float, float> shorter, IGpuTrainable<float, float> longer, int more)
    {
        float[] input = new float[size * size], output = new float[size * size];
        Random random = new(1);
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (random.NextSingle() * 2) - 1;
        }

        Time(shorter);
        Time(longer);
        double[] differences = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            double start = Time(shorter);
            differences[round] = (Time(longer) - start) / more;
        }

        return differences.Order().ElementAt(Rounds / 2);

        double Time(IGpuTrainable<float, float> chain)
        {
            long start = Stopwatch.GetTimestamp();
            chain.Forward(input, output);
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
    }
}
