using DeepNet.Data;

namespace Programs;

/// <summary>Fashion-MNIST: 28 × 28 grey images of clothes in ten classes (Xiao et al. 2017, arXiv:1708.07747).</summary>
internal static class FashionMnist
{
    /// <summary>The pixels of an image's side in <see cref="Load10x10"/>.</summary>
    private const int SmallSide = 10;

    private const int Side = 28;

    /// <summary>Where Debian's package dataset-fashion-mnist puts all 70,000 images.</summary>
    private const string FullDirectory = "/usr/share/datasets/fashion-mnist";

    /// <summary>Loads training and test images.</summary>
    /// <param name="shipped">Whether the 12,000 images that come with the samples are enough; else all 70,000 have to be installed.</param>
    /// <param name="trainingLimit">The most training images to take.</param>
    /// <returns>Images <c>[28, 28, 1]</c> with pixels in [0, 1], and labels.</returns>
    public static (Dataset<float, int> Train, Dataset<float, int> Test) Load(bool shipped, int trainingLimit = int.MaxValue)
    {
        string directory = shipped ? ShippedData.PathOf("fashion-mnist") : FullDirectory;
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"Expected all of Fashion-MNIST in '{directory}'. Install dataset-fashion-mnist (Debian) or use --quick.");
        }

        return (LabelledImages.LoadTraining(directory, trainingLimit).Samples, LabelledImages.LoadTest(directory).Samples);
    }

    /// <summary>The same images made small, <c>[100]</c>: with a border of one pixel, and squares of 3 × 3 averaged.</summary>
    public static (Dataset<float, int> Train, Dataset<float, int> Test) Load10x10(bool shipped)
    {
        (Dataset<float, int> train, Dataset<float, int> test) = Load(shipped);
        return (Shrink(train), Shrink(test));
    }

    private static Dataset<float, int> Shrink(Dataset<float, int> images)
    {
        float[] small = new float[images.Count * SmallSide * SmallSide];
        for (int i = 0; i < images.Count; i++)
        {
            ReadOnlySpan<float> image = images.Input(i);
            Span<float> target = small.AsSpan(i * SmallSide * SmallSide);
            for (int y = 0; y < Side; y++)
            {
                for (int x = 0; x < Side; x++)
                {
                    target[((y + 1) / 3 * SmallSide) + ((x + 1) / 3)] += image[(y * Side) + x] / 9;
                }
            }
        }

        return new(small, images.Targets.ToArray(), SmallSide * SmallSide);
    }
}
