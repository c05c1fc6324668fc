using System.Globalization;
using System.IO.Compression;
using DeepNet.Data;

namespace Programs;

/// <summary>Finds and reads the files in <c>samples/data</c>, which the build puts beside the program.</summary>
internal static class ShippedData
{
    /// <summary>The path of a file or directory.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    /// <summary>The lines of a text, plain or with <c>.gz</c>.</summary>
    public static string[] Lines(string name) => Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A text, plain or with <c>.gz</c>.</summary>
    public static string Text(string name)
    {
        using Stream file = File.OpenRead(PathOf(name));
        using Stream unpacked = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        return new StreamReader(unpacked).ReadToEnd();
    }

    /// <summary>The rows of a table of numbers, separated by commas.</summary>
    public static double[][] Numbers(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    /// <summary>Images of bytes as numbers in [0, 1], with their labels.</summary>
    public static Dataset<float, int> Images(string imageFile, string labelFile)
    {
        IdxFile images = IdxFile.Read(PathOf(imageFile));
        float[] pixels = new float[images.Data.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = images.Data[i] / 255f;
        }

        int[] labels = [.. IdxFile.Read(PathOf(labelFile)).Data.ToArray().Select(label => (int)label)];
        return new(pixels, labels, pixels.Length / images.Count);
    }
}
