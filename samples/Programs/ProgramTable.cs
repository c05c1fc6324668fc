namespace Programs;

/// <summary>All programs, one line each.</summary>
internal static class ProgramTable
{
    public static readonly SampleProgram[] All =
    [
        new KerasCnnProgram(),
        new KerasLstmProgram(),
        new DqnProgram(),
        new DuelingDqnProgram(),
        new PyTorchCnnProgram(),
        new PyTorchLstmProgram(),
        new LeNet5Program(),
        new Mlp128x10Program(),
        new Mlp784x128x10Program(),
        new LinearRegressionProgram(),
        new LogisticRegressionProgram(),
        new Cnn32x32x3Program(),
        new EmbeddingLstmProgram(),
        new Mlp100x64x32x10Program(),
        new GridWorldProgram(),
        new GruProgram(),
        new TransformerProgram(),
    ];
}
