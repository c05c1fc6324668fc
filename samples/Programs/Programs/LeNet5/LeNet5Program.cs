using DeepNet.Data;

namespace Programs;

/// <summary>LeNet-5 (LeCun et al. 1998) with tanh, average pooling and momentum 0.9, on Fashion-MNIST</summary>
internal sealed class LeNet5Program : SampleProgram
{
    public override string Number => "6";

    public override string Name => "lenet-5";

    public override string Title => "LeNet-5 (LeCun et al. 1998) with tanh, average pooling and momentum 0.9, on Fashion-MNIST";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        (Dataset<float, int> train, Dataset<float, int> test) = FashionMnist.Load(shipped: quick, quick ? 5_000 : int.MaxValue);
        return Learning.Classify(new LeNet5Network(Seed), train, test, epochs: quick ? 2 : 5, batchSize: 64, bar: quick ? 0.65 : 0.87, Seed);
    }
}
