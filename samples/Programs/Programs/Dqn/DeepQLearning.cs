using DeepNet;
using Spectre.Console;

namespace Programs;

/// <summary>Deep Q-learning (Mnih et al. 2015) on the cart-pole, for any network from states to the worth of each action.</summary>
internal static class DeepQLearning
{
    private const float Discount = 0.98f;
    private const int BatchSize = 64;
    private const int ReplaySteps = 50_000;
    private const int WarmUpSteps = 1_000;
    private const int ExplorationSteps = 10_000;
    private const double LastEpsilon = 0.05;
    private const int TargetCopySteps = 500;
    private const int EvaluationSteps = 2_500;
    private const int MaxSteps = 100_000;
    private const int QuickSteps = 15_000;
    private const double Solved = 475;
    private const double QuickBar = 150;

    /// <summary>Learns until the greedy policy reaches the target over 100 episodes, or the steps are over.</summary>
    public static ProgramResult Run<TNetwork>(bool quick, int seed)
        where TNetwork : ITrainable<TNetwork, float, float>
    {
        Random random = new(seed);
        TNetwork network = TNetwork.Create(seed);
        TNetwork target = TNetwork.Create(seed);
        ReplayMemory memory = new(ReplaySteps);
        CartPole world = new(random);
        float[] state = new float[CartPole.StateSize];
        float[] nextState = new float[CartPole.StateSize];
        double bar = quick ? QuickBar : Solved;
        double best = 0;
        TimeSpan learning = TimeSpan.Zero;
        TimeSpan started = Learning.ProcessorTime;
        world.Reset();
        for (int step = 0; step < (quick ? QuickSteps : MaxSteps); step++)
        {
            double epsilon = Math.Max(LastEpsilon, 1 - ((1 - LastEpsilon) * step / ExplorationSteps));
            world.CopyState(state);
            int action = random.NextDouble() < epsilon ? random.Next(CartPole.ActionCount) : Greedy(network, state);
            world.Step(action);
            world.CopyState(nextState);
            memory.Add(state, action, nextState, world.Fell);
            if (world.Over)
            {
                world.Reset();
            }

            if (step >= WarmUpSteps)
            {
                Learn(network, target, memory, random);
            }

            if (step % TargetCopySteps == 0)
            {
                network.Parameters.CopyTo(target.Parameters);
            }

            if ((step + 1) % EvaluationSteps == 0)
            {
                learning += Learning.ProcessorTime - started;
                double reached = MeanReturn(network, episodes: 10, seed + 1);
                reached = reached >= bar ? MeanReturn(network, episodes: 100, seed + 1) : reached;
                best = Math.Max(best, reached);
                AnsiConsole.WriteLine($"     step {step + 1,7:N0}   mean return {reached:F1}");
                if (reached >= bar)
                {
                    return new(reached, bar, learning.TotalSeconds);
                }

                started = Learning.ProcessorTime;
            }
        }

        return new(best, bar, learning.TotalSeconds);
    }

    private static void Learn<TNetwork>(TNetwork network, TNetwork target, ReplayMemory memory, Random random)
        where TNetwork : ITrainable<TNetwork, float, float>
    {
        Span<float> states = stackalloc float[BatchSize * CartPole.StateSize];
        Span<float> nextStates = stackalloc float[BatchSize * CartPole.StateSize];
        Span<float> goals = stackalloc float[BatchSize * CartPole.ActionCount];
        Span<float> nextWorth = stackalloc float[BatchSize * CartPole.ActionCount];
        Span<int> actions = stackalloc int[BatchSize];
        Span<bool> falls = stackalloc bool[BatchSize];
        memory.Sample(random, states, actions, nextStates, falls);
        target.Forward(nextStates, nextWorth);

        // The goal of the action not taken is what the network says already, so that it has no error.
        network.Forward(states, goals);
        for (int i = 0; i < BatchSize; i++)
        {
            int at = i * CartPole.ActionCount;
            // An episode that only ran out of time goes on in the goal: its end says nothing about the state.
            goals[at + actions[i]] = 1 + (falls[i] ? 0 : Discount * Math.Max(nextWorth[at], nextWorth[at + 1]));
        }

        network.TrainStep(states, goals);
    }

    private static int Greedy<TNetwork>(TNetwork network, ReadOnlySpan<float> state)
        where TNetwork : ITrainable<TNetwork, float, float>
    {
        Span<float> worth = stackalloc float[CartPole.ActionCount];
        network.Forward(state, worth);
        return worth[1] > worth[0] ? 1 : 0;
    }

    // The mean length of episodes that the greedy policy plays; they start from states of their own.
    private static double MeanReturn<TNetwork>(TNetwork network, int episodes, int seed)
        where TNetwork : ITrainable<TNetwork, float, float>
    {
        CartPole world = new(new Random(seed));
        Span<float> state = stackalloc float[CartPole.StateSize];
        double steps = 0;
        for (int episode = 0; episode < episodes; episode++)
        {
            world.Reset();
            while (!world.Over)
            {
                world.CopyState(state);
                world.Step(Greedy(network, state));
            }

            steps += world.Steps;
        }

        return steps / episodes;
    }
}
