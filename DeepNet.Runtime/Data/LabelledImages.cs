namespace DeepNet.Data;

/// <summary>Grey images with a label each, loaded from a directory laid out as MNIST is; Fashion-MNIST, KMNIST and EMNIST come the same way.</summary>
/// <remarks>
/// The files are <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and <c>t10k-labels-idx1-ubyte</c>,
/// plain or with <c>.gz</c>; a plain file goes first. Pixels become <c>value / 255</c>, so that they lie in [0, 1].
/// </remarks>
public sealed class LabelledImages
{
    private const int SamplesPerRead = 64;

    private LabelledImages(Dataset<float, int> samples, int height, int width)
    {
        Samples = samples;
        Height = height;
        Width = width;
    }

    /// <summary>The images, <c>[Count, Height, Width, 1]</c>, pixels in [0, 1], and their labels.</summary>
    public Dataset<float, int> Samples { get; }

    /// <summary>The rows of an image.</summary>
    public int Height { get; }

    /// <summary>The columns of an image.</summary>
    public int Width { get; }

    /// <summary>Loads the training images.</summary>
    /// <param name="directory">The directory with the files.</param>
    /// <param name="limit">The most images to load. Default: all. The rest of a compressed file is then neither decompressed nor checked.</param>
    /// <returns>The images and labels.</returns>
    /// <exception cref="DirectoryNotFoundException">The directory is not there.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be, or images and labels differ in number.</exception>
    public static LabelledImages LoadTraining(string directory, int limit = int.MaxValue) => Load(directory, "train", limit);

    /// <summary>Loads the test images.</summary>
    /// <inheritdoc cref="LoadTraining" />
    public static LabelledImages LoadTest(string directory, int limit = int.MaxValue) => Load(directory, "t10k", limit);

    private static LabelledImages Load(string directory, string prefix, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"Expected a directory with MNIST files. Received: '{directory}', which is not there.");
        }

        string imagePath = Find(directory, $"{prefix}-images-idx3-ubyte");
        string labelPath = Find(directory, $"{prefix}-labels-idx1-ubyte");
        using IdxReader images = OpenChecked(imagePath, rank: 3, "[count, height, width]");
        using IdxReader labels = OpenChecked(labelPath, rank: 1, "[count]");
        if (labels.Count != images.Count)
        {
            throw new InvalidDataException(
                $"'{labelPath}': expected {images.Count} labels, one for each image of '{imagePath}'. Received: {labels.Count}.");
        }

        int count = Math.Min(limit, images.Count);
        Dataset<float, int> samples = new(ReadPixels(images, count), ReadLabels(labels, count), images.SampleSize);
        return new LabelledImages(samples, images.Dimensions[1], images.Dimensions[2]);
    }

    private static string Find(string directory, string name)
    {
        string plain = Path.Combine(directory, name);
        string compressed = plain + ".gz";
        return File.Exists(plain) ? plain
            : File.Exists(compressed) ? compressed
            : throw new FileNotFoundException($"Expected '{name}' or '{name}.gz' in '{directory}'. Received: neither.", plain);
    }

    private static IdxReader OpenChecked(string path, int rank, string shape)
    {
        IdxReader reader = IdxReader.Open(path);
        if (reader.Dimensions.Length == rank)
        {
            return reader;
        }

        reader.Dispose();
        throw new InvalidDataException($"'{path}': expected {rank} dimensions {shape}. Received: {reader.Dimensions.Length} dimensions.");
    }

    private static float[] ReadPixels(IdxReader reader, int count)
    {
        // A table instead of a division a pixel, with exactly the division's results.
        Span<float> scaled = stackalloc float[256];
        for (int value = 0; value < scaled.Length; value++)
        {
            scaled[value] = value / 255f;
        }

        float[] pixels = new float[count * reader.SampleSize];
        byte[] buffer = new byte[Math.Min(count, SamplesPerRead) * reader.SampleSize];
        Span<float> rest = pixels;
        while (rest.Length > 0)
        {
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, Math.Min(buffer.Length, rest.Length));
            reader.Read(buffer.AsSpan(0, bytes.Length));
            for (int i = 0; i < bytes.Length; i++)
            {
                rest[i] = scaled[bytes[i]];
            }

            rest = rest[bytes.Length..];
        }

        CheckEnd(reader);
        return pixels;
    }

    private static int[] ReadLabels(IdxReader reader, int count)
    {
        byte[] bytes = new byte[count];
        reader.Read(bytes);
        CheckEnd(reader);
        int[] labels = new int[count];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = bytes[i];
        }

        return labels;
    }

    private static void CheckEnd(IdxReader reader)
    {
        if (reader.Position == reader.Count)
        {
            reader.EnsureEnd();
        }
    }
}
