namespace Programs;

/// <summary>One of the programs: a network, its data, and the target that its result has to meet.</summary>
internal abstract class SampleProgram
{
    /// <summary>Decides weights, the order of the samples and the luck of the games, in every program.</summary>
    protected const int Seed = 1;

    /// <summary>The number in the table.</summary>
    public abstract string Number { get; }

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What the program is, in a sentence.</summary>
    public abstract string Title { get; }

    /// <summary>What the program's result measures.</summary>
    public abstract string Measure { get; }

    /// <summary>Whether less of the measure is better.</summary>
    public virtual bool LessIsBetter => false;

    /// <summary>Trains and tests.</summary>
    /// <param name="quick">Whether to take less data and fewer epochs, with a target that fits.</param>
    /// <returns>What was reached.</returns>
    public abstract ProgramResult Run(bool quick);

    /// <summary>Whether a result meets its target.</summary>
    public bool Passes(ProgramResult result) => LessIsBetter ? result.Value <= result.Bar : result.Value >= result.Bar;
}
