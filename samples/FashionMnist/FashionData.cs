using DeepNet.Data;

namespace FashionMnist;

/// <summary>Finds and loads Fashion-MNIST.</summary>
internal sealed record FashionData(string Directory, LabelledImages Training, LabelledImages Test)
{
    /// <summary>Where Debian's package dataset-fashion-mnist puts all 70,000 images.</summary>
    private const string InstalledDirectory = "/usr/share/datasets/fashion-mnist";

    /// <summary>The names of the classes 0 to 9.</summary>
    public static readonly string[] ClassNames =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Loads the given directory, else the installed full data set, else the 12,000 images that come with the sample.</summary>
    public static FashionData Load(string? directory, int pixels)
    {
        directory ??= System.IO.Directory.Exists(InstalledDirectory) ? InstalledDirectory : Path.Combine(AppContext.BaseDirectory, "data");
        FashionData data = new(directory, LabelledImages.LoadTraining(directory), LabelledImages.LoadTest(directory));
        Check(data.Training);
        Check(data.Test);
        return data;

        void Check(LabelledImages images)
        {
            if (images.Samples.InputSize != pixels)
            {
                throw new InvalidDataException(
                    $"'{directory}': expected images of {pixels} pixels. Received: {images.Height} × {images.Width}.");
            }

            int highest = ClassNames.Length - 1;
            int bad = images.Samples.Targets.IndexOfAnyExceptInRange(0, highest);
            if (bad >= 0)
            {
                throw new InvalidDataException(
                    $"'{directory}': expected labels from 0 to {highest}. Received: {images.Samples.Targets[bad]} for image {bad}.");
            }
        }
    }
}
