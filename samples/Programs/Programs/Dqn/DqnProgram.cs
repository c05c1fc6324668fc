namespace Programs;

/// <summary>Deep Q-learning (Mnih et al. 2015) on the cart-pole with the network 4-64-2 and the mean squared error.</summary>
internal sealed class DqnProgram : SampleProgram
{
    public override string Number => "3a";

    public override string Name => "dqn";

    public override string Title => "Deep Q-learning (Mnih et al. 2015) on the cart-pole with the network 4-64-2 and the mean squared error";

    public override string Measure => "mean return";

    public override ProgramResult Run(bool quick) => DeepQLearning.Run<DqnNetwork>(quick, Seed);
}
