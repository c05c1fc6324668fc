using DeepNet.Peers.PlainFramework.Layers;

namespace DeepNet.Peers.PlainFramework.Networks;

/// <summary>The convolutional network of the Keras guides.</summary>
internal sealed class PlainKerasCnn() : Network(28, 28, 1)
{
    private readonly Conv2D _convolution1 = new(1, 32, 3);
    private readonly ReLU _activation1 = new();
    private readonly MaxPool2D _pool1 = new(2);
    private readonly Conv2D _convolution2 = new(32, 64, 3);
    private readonly ReLU _activation2 = new();
    private readonly MaxPool2D _pool2 = new(2);
    private readonly Conv2D _convolution3 = new(64, 64, 3);
    private readonly ReLU _activation3 = new();
    private readonly Flatten _flatten = new();
    private readonly Dense _dense = new(576, 64);
    private readonly ReLU _activation4 = new();
    private readonly Dense _output = new(64, 10);
}
