using DeepNet.Data;

namespace Programs;

/// <summary>A perceptron with one hidden layer, 128-10, on handwritten digits of 8 × 8 pixels</summary>
internal sealed class Mlp128x10Program : SampleProgram
{
    public override string Number => "7";

    public override string Name => "mlp-128-10";

    public override string Title => "A perceptron with one hidden layer, 128-10, on handwritten digits of 8 × 8 pixels";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        (Dataset<float, int> train, Dataset<float, int> test) = Digits.Load();
        return Learning.Classify(new Mlp128x10Network(Seed), train, test, epochs: quick ? 10 : 30, batchSize: 32, bar: quick ? 0.88 : 0.94, Seed);
    }
}
