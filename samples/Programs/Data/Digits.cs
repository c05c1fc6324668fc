using DeepNet.Data;

namespace Programs;

/// <summary>1,797 handwritten digits of 8 × 8 pixels (Alpaydin and Kaynak 1998), as scikit-learn has them.</summary>
internal static class Digits
{
    /// <summary>Loads 1,348 digits to train and every fourth, 449, to test; pixels in [0, 1].</summary>
    public static (Dataset<float, int> Train, Dataset<float, int> Test) Load()
    {
        double[][] rows = ShippedData.Numbers(ShippedData.Lines("digits.csv.gz"));
        return (Part(rows.Where((_, i) => i % 4 != 3)), Part(rows.Where((_, i) => i % 4 == 3)));
    }

    private static Dataset<float, int> Part(IEnumerable<double[]> rows)
    {
        float[] pixels = [.. rows.SelectMany(row => row[..^1]).Select(pixel => (float)pixel / 16)];
        int[] labels = [.. rows.Select(row => (int)row[^1])];
        return new(pixels, labels, inputSize: 64);
    }
}
