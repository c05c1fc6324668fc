using DeepNet.Data;

namespace Programs;

/// <summary>A GRU that tells the language of a word from its letters</summary>
internal sealed class GruProgram : SampleProgram
{
    public override string Number => "15";

    public override string Name => "gru";

    public override string Title => "A GRU that tells the language of a word from its letters";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        (Dataset<int, int> train, Dataset<int, int> test) = Words.Load();
        return Learning.Classify(new GruNetwork(Seed), train, test, epochs: quick ? 2 : 10, batchSize: 32, bar: quick ? 0.78 : 0.86, Seed);
    }
}
