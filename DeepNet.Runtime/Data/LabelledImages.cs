namespace DeepNet.Data;

/// <summary>Grey images with a label each, loaded from a directory laid out as MNIST is; Fashion-MNIST and KMNIST come the same way.</summary>
/// <remarks>
/// The files are <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and <c>t10k-labels-idx1-ubyte</c>,
/// plain or with <c>.gz</c>; a plain file goes first. Pixels become <c>value / 255</c>, so that they lie in [0, 1].
/// EMNIST does not come this way: its files have other names (<c>emnist-letters-train-images-idx3-ubyte</c>), its images are stored column by column and so lie
/// transposed, and the labels of its letters begin at 1. <see cref="IdxFile"/> reads its files; turn the images and subtract 1 yourself.
/// </remarks>
public sealed class LabelledImages
{
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
    /// <exception cref="InvalidDataException">A file is not what it should be or is larger than memory, or images and labels differ in number.</exception>
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

        Dataset<float, int> samples = new(ReadPixels(images, limit), ReadLabels(labels, limit), images.SampleSize);
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

    private static float[] ReadPixels(IdxReader reader, int limit)
    {
        // A table instead of a division a pixel, with exactly the division's results.
        Span<float> scaled = stackalloc float[256];
        for (int value = 0; value < scaled.Length; value++)
        {
            scaled[value] = value / 255f;
        }

        return reader.ReadFront<float>(limit, scaled);
    }

    private static int[] ReadLabels(IdxReader reader, int limit)
    {
        Span<int> same = stackalloc int[256];
        for (int value = 0; value < same.Length; value++)
        {
            same[value] = value;
        }

        return reader.ReadFront<int>(limit, same);
    }
}
