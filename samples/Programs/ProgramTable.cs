namespace Programs;

/// <summary>All programs, one line each.</summary>
internal static class ProgramTable
{
    public static readonly SampleProgram[] All =
    [
        new KerasLstmProgram(),
        new DqnProgram(),
        new PyTorchLstmProgram(),
        new Mlp128x10Program(),
        new Mlp784x128x10Program(),
        new LinearRegressionProgram(),
        new LogisticRegressionProgram(),
        new EmbeddingLstmProgram(),
        new Mlp100x64x32x10Program(),
        new GridWorldProgram(),
        new GruProgram(),
    ];
}
