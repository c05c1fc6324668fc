using DeepNet.Shaders;

namespace FashionMnist;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">The directory with the data; null for the best one there is.</param>
/// <param name="Model">The name of the network.</param>
/// <param name="Epochs">How often every training image is seen.</param>
/// <param name="BatchSize">The images of a batch.</param>
/// <param name="Seed">Decides weights and order.</param>
/// <param name="Weights">The file for the trained weights; null for one beside the program.</param>
/// <param name="LearningRate">The learning rate; null for the one that the network declares.</param>
/// <param name="Gpu">Whether a GPU trains the network.</param>
/// <param name="Adapter">Its place in <see cref="GpuDevice.Adapters"/>; null for the best.</param>
internal sealed record RunOptions(string? Data, string Model, int Epochs, int BatchSize, int Seed, string? Weights, float? LearningRate, bool Gpu, int? Adapter)
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

    /// <summary>Opens the device to train on.</summary>
    public GpuDevice OpenDevice()
    {
        IReadOnlyList<GpuAdapter> adapters = GpuDevice.Adapters;
        if (Adapter is not { } number || adapters is [])
        {
            return GpuDevice.Open();
        }

        return number < adapters.Count
            ? GpuDevice.Open(adapters[number])
            : throw new InvalidDataException($"--adapter: expected {string.Join("; ", adapters.Select((adapter, i) => $"{i} for {adapter}"))}. Received: {number}.");
    }
}
