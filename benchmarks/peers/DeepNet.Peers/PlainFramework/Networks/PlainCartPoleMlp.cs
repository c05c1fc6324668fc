using DeepNet.Peers.PlainFramework.Layers;

namespace DeepNet.Peers.PlainFramework.Networks;

/// <summary>4-64-64-2.</summary>
internal sealed class PlainCartPoleMlp() : Network(4)
{
    private readonly Dense _hidden1 = new(4, 64);
    private readonly ReLU _activation1 = new();
    private readonly Dense _hidden2 = new(64, 64);
    private readonly ReLU _activation2 = new();
    private readonly Dense _output = new(64, 2);
}
