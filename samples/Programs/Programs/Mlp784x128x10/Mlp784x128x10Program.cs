using DeepNet.Data;

namespace Programs;

/// <summary>The perceptron 784-128-10 on Fashion-MNIST</summary>
internal sealed class Mlp784x128x10Program : SampleProgram
{
    public override string Number => "8";

    public override string Name => "mlp-784-128-10";

    public override string Title => "The perceptron 784-128-10 on Fashion-MNIST";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        (Dataset<float, int> train, Dataset<float, int> test) = FashionMnist.Load(shipped: quick);
        return Learning.Classify(new Mlp784x128x10Network(Seed), train, test, epochs: quick ? 2 : 10, batchSize: 32, bar: quick ? 0.78 : 0.88, Seed);
    }
}
