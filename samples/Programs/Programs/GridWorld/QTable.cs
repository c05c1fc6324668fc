namespace Programs;

/// <summary>Q-learning with a table (Watkins 1989): the worth of each action on each field, learned from single steps without knowing the rules.</summary>
internal sealed class QTable
{
    // Robbins and Monro: with an exponent above a half and up to one the table ends at the truth; smaller ones forget early errors sooner.
    private const double LearningRateExponent = 0.6;

    private readonly double[,] _worth = new double[FrozenLake.StateCount, FrozenLake.ActionCount];
    private readonly int[,] _visits = new int[FrozenLake.StateCount, FrozenLake.ActionCount];

    /// <summary>The best action on each field, as far as the table knows.</summary>
    public int[] Policy => [.. Enumerable.Range(0, FrozenLake.StateCount).Select(state => Enumerable.Range(0, FrozenLake.ActionCount).MaxBy(a => _worth[state, a]))];

    /// <summary>Walks at random and learns; episodes start anywhere, so that the far side of the lake is seen as often as the near one.</summary>
    public void Learn(int steps, Random random)
    {
        int state = 0;
        for (int step = 0; step < steps; step++)
        {
            int action = random.Next(FrozenLake.ActionCount);
            int next = FrozenLake.Next(state, action, random.Next(FrozenLake.SlipCount));
            bool final = FrozenLake.IsFinal(next);
            double goal = FrozenLake.Reward(next) + (final ? 0 : ValueIteration.Discount * Best(next));
            double rate = Math.Pow(++_visits[state, action], -LearningRateExponent);
            _worth[state, action] += rate * (goal - _worth[state, action]);
            state = final ? random.Next(FrozenLake.StateCount) : next;
        }
    }

    private double Best(int state)
    {
        double best = _worth[state, 0];
        for (int action = 1; action < FrozenLake.ActionCount; action++)
        {
            best = Math.Max(best, _worth[state, action]);
        }

        return best;
    }
}
