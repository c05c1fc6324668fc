using DeepNet.Data;

namespace Programs;

/// <summary>PyTorch's MNIST example in its form of 2018, two convolutions and two linear layers, on the shipped Fashion-MNIST images</summary>
internal sealed class PyTorchCnnProgram : SampleProgram
{
    public override string Number => "4";

    public override string Name => "pytorch-cnn";

    public override string Title => "PyTorch's MNIST example in its form of 2018, two convolutions and two linear layers, on the shipped Fashion-MNIST images";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        (Dataset<float, int> train, Dataset<float, int> test) = FashionMnist.Load(shipped: true, quick ? 2_000 : int.MaxValue);
        return Learning.Classify(new PyTorchCnnNetwork(Seed), train, test, epochs: quick ? 4 : 5, batchSize: 64, bar: quick ? 0.60 : 0.81, Seed);
    }
}
