using DeepNet;
using DeepNet.Shaders;

namespace FashionMnist;

/// <summary>A network that the sample can train.</summary>
internal sealed record Model(string Name, string Description, Action<RunOptions> Run);

/// <summary>The networks that <c>--model</c> chooses from, one line each.</summary>
internal static class ModelTable
{
    public static readonly Model[] All =
    [
        Of<FashionMlp>("mlp", "784-128-10 with ReLU", (network, device) => network.OnGpu(device)),
    ];

    public static Model Find(string name) => All.First(m => m.Name == name);

    private static Model Of<TNetwork>(string name, string description, Func<TNetwork, GpuDevice, IGpuTrainable<float, int>> onGpu)
        where TNetwork : ITrainable<TNetwork, float, int> => new(name, description, options => TrainingRun.Run(options, onGpu));
}
