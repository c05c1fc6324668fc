namespace FashionMnist;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">The directory with the data; null for the best one there is.</param>
/// <param name="Model">The name of the network.</param>
/// <param name="Epochs">How often every training image is seen.</param>
/// <param name="BatchSize">The images of a batch.</param>
/// <param name="Seed">Decides weights and order.</param>
/// <param name="Weights">The file for the trained weights; null for one beside the program.</param>
/// <param name="LearningRate">The learning rate; null for the one that the network declares.</param>
/// <param name="Gpu">Whether a Vulkan device trains the network.</param>
internal sealed record RunOptions(string? Data, string Model, int Epochs, int BatchSize, int Seed, string? Weights, float? LearningRate, bool Gpu)
{
    /// <summary>Where the trained weights go.</summary>
    public string WeightsPath => Path.GetFullPath(Weights ?? Path.Combine(AppContext.BaseDirectory, $"{Model}.safetensors"));

    /// <summary>Finds what would stop the run at its end, or with a message that names no option, before it starts.</summary>
    public void Check(string network, int maxBatch)
    {
        if (BatchSize > maxBatch)
        {
            throw new InvalidDataException($"--batch: {network} expects from 1 to {maxBatch}. Received: {BatchSize}.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(WeightsPath)))
        {
            throw new DirectoryNotFoundException($"--weights: expected a file in an existing directory. Received: '{WeightsPath}'.");
        }
    }
}
