using DeepNet.Data;

namespace Programs;

/// <summary>Two LSTM(64) as Keras stacks them, sequences and then the last step, on the rows of the shipped Fashion-MNIST images</summary>
internal sealed class KerasLstmProgram : SampleProgram
{
    public override string Number => "2";

    public override string Name => "keras-lstm";

    public override string Title => "Two LSTM(64) as Keras stacks them, sequences and then the last step, on the rows of the shipped Fashion-MNIST images";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        (Dataset<float, int> train, Dataset<float, int> test) = FashionMnist.Load(shipped: true, quick ? 2_000 : int.MaxValue);
        return Learning.Classify(new KerasLstmNetwork(Seed), train, test, epochs: quick ? 2 : 5, batchSize: 32, bar: quick ? 0.50 : 0.78, Seed);
    }
}
