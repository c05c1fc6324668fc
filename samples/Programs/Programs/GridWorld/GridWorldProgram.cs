namespace Programs;

/// <summary>Q-learning with a table on the frozen lake, against the optimum that value iteration proves. The one program without a network.</summary>
internal sealed class GridWorldProgram : SampleProgram
{
    public override string Number => "14";

    public override string Name => "grid-world";

    public override string Title => "Q-learning with a table on the frozen lake, against the optimum that value iteration proves; no network";

    public override string Measure => "share of the optimum";

    public override ProgramResult Run(bool quick)
    {
        double optimum = ValueIteration.Solve()[0];
        QTable table = new();
        TimeSpan started = Learning.ProcessorTime;
        table.Learn(quick ? 300_000 : 1_000_000, new Random(Seed));
        double seconds = (Learning.ProcessorTime - started).TotalSeconds;
        return new(ValueIteration.PolicyValue(table.Policy) / optimum, quick ? 0.90 : 0.99, seconds);
    }
}
