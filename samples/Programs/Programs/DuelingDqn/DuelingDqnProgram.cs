namespace Programs;

/// <summary>The same with a dueling network (Wang et al. 2016): a head for the value of a state, a head for what each action adds.</summary>
internal sealed class DuelingDqnProgram : SampleProgram
{
    public override string Number => "3b";

    public override string Name => "dueling-dqn";

    public override string Title => "The same with a dueling network (Wang et al. 2016): a head for the value of a state, a head for what each action adds";

    public override string Measure => "mean return";

    public override ProgramResult Run(bool quick) => DeepQLearning.Run<DuelingDqnNetwork>(quick, Seed);
}
