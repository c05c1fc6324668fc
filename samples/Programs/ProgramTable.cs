namespace Programs;

/// <summary>All programs, one line each.</summary>
internal static class ProgramTable
{
    public static readonly SampleProgram[] All =
    [
        new DqnProgram(),
        new Mlp128x10Program(),
        new Mlp784x128x10Program(),
        new LinearRegressionProgram(),
        new LogisticRegressionProgram(),
        new Mlp100x64x32x10Program(),
        new GridWorldProgram(),
    ];
}
