using DeepNet.Peers.PlainFramework.Layers;

namespace DeepNet.Peers.PlainFramework.Networks;

/// <summary>784-128-10.</summary>
internal sealed class PlainFashionMlp() : Network(784)
{
    private readonly Dense _hidden = new(784, 128);
    private readonly ReLU _activation = new();
    private readonly Dense _output = new(128, 10);
}
