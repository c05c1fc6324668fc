using DeepNet.Peers.PlainFramework.Layers;

namespace DeepNet.Peers.PlainFramework.Networks;

/// <summary>LeNet-5 with ReLU and max pooling.</summary>
internal sealed class PlainLeNet5() : Network(28, 28, 1)
{
    private readonly Conv2D _convolution1 = new(1, 6, 5, padding: 2);
    private readonly ReLU _activation1 = new();
    private readonly MaxPool2D _pool1 = new(2);
    private readonly Conv2D _convolution2 = new(6, 16, 5);
    private readonly ReLU _activation2 = new();
    private readonly MaxPool2D _pool2 = new(2);
    private readonly Flatten _flatten = new();
    private readonly Dense _dense1 = new(400, 120);
    private readonly ReLU _activation3 = new();
    private readonly Dense _dense2 = new(120, 84);
    private readonly ReLU _activation4 = new();
    private readonly Dense _output = new(84, 10);
}
