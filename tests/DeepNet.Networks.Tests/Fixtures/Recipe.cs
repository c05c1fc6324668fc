namespace DeepNet.Networks.Tests.Fixtures;

/// <summary>Numbers from a rule instead of a file, for networks too large to record; parity/recipe.py holds the same rule.</summary>
internal static class Recipe
{
    /// <summary>Numbers in <c>[-scale, scale)</c>, exact in single precision if the scale is a power of two.</summary>
    public static double[] Values(int count, int stream, double scale)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (((Mix(i, stream) >> 8) / (double)(1 << 23)) - 1) * scale;
        }

        return values;
    }

    /// <summary>Labels below <paramref name="classes"/>.</summary>
    public static int[] Labels(int count, int stream, int classes)
    {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (int)(Mix(i, stream) % (uint)classes);
        }

        return labels;
    }

    // The finaliser of MurmurHash3.
    private static uint Mix(int index, int stream)
    {
        uint bits = unchecked(((uint)index * 0x9E3779B9) + ((uint)stream * 0x85EBCA6B));
        bits = unchecked((bits ^ (bits >> 16)) * 0x85EBCA6B);
        bits = unchecked((bits ^ (bits >> 13)) * 0xC2B2AE35);
        return bits ^ (bits >> 16);
    }
}
