using DeepNet.Data;

namespace Programs;

/// <summary>A stacked LSTM as PyTorch declares it, num_layers=2, on handwritten digits read as 8 rows of 8 pixels</summary>
internal sealed class PyTorchLstmProgram : SampleProgram
{
    public override string Number => "5";

    public override string Name => "pytorch-lstm";

    public override string Title => "A stacked LSTM as PyTorch declares it, num_layers=2, on handwritten digits read as 8 rows of 8 pixels";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        (Dataset<float, int> train, Dataset<float, int> test) = Digits.Load();
        return Learning.Classify(new PyTorchLstmNetwork(Seed), train, test, epochs: quick ? 8 : 25, batchSize: 32, bar: quick ? 0.80 : 0.95, Seed);
    }
}
