using System;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>How the samples of a step can be shared out among threads.</summary>
/// <param name="Work">Multiply-adds of a sample, or operations of about their time.</param>
/// <param name="Multiple">The samples that are not to be parted, so that every sum is taken in the same order however the batch is cut.</param>
internal sealed record BatchSplit(long Work, int Multiple = 1)
{
    /// <summary>Multiply-adds from which a second thread saves more than it costs to wake it, as for <c>PackedProduct</c> (benchmarks/products).</summary>
    public const long LeastWork = 2_000_000;

    /// <summary>Rows that products take together: two tiles of six, so that a part has packed operands as the whole has.</summary>
    public const int ProductRows = 12;

    /// <summary>The split of a product with several rows a sample, which many rows and few weights make worth it; null where the product itself is shared out column by column.</summary>
    /// <param name="rows">The rows that a sample has.</param>
    /// <param name="inputs">The rows of the weights.</param>
    /// <param name="units">The columns of the weights.</param>
    public static BatchSplit? OfProduct(int rows, int inputs, int units)
    {
        if (rows < ProductRows)
        {
            return null;
        }

        int multiple = 1;
        while (multiple * rows % ProductRows != 0)
        {
            multiple++;
        }

        return new BatchSplit((long)rows * inputs * units, multiple);
    }

    /// <summary>The samples from which a step is shared out.</summary>
    public int LeastSamples => (int)Math.Min(int.MaxValue, Math.Max(2 * Multiple, (LeastWork + Work - 1) / Work));
}
