using DeepNet.Data;

namespace Programs;

/// <summary>The CNN of the Keras tutorials, 32-64-64 filters, Dense 64, Dense 10, on Fashion-MNIST</summary>
internal sealed class KerasCnnProgram : SampleProgram
{
    public override string Number => "1";

    public override string Name => "keras-cnn";

    public override string Title => "The CNN of the Keras tutorials, 32-64-64 filters, Dense 64, Dense 10, on Fashion-MNIST";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        (Dataset<float, int> train, Dataset<float, int> test) = FashionMnist.Load(shipped: quick, quick ? 2_000 : int.MaxValue);
        return Learning.Classify(new KerasCnnNetwork(Seed), train, test, epochs: quick ? 2 : 5, batchSize: 32, bar: quick ? 0.65 : 0.905, Seed);
    }
}
