namespace Programs;

/// <summary>What can be said about the lake by those who know its rules: the best there is, and what a policy is worth.</summary>
internal static class ValueIteration
{
    /// <summary>The worth of a step that comes one step later.</summary>
    public const double Discount = 0.99;

    private const double Precision = 1e-12;

    /// <summary>The values that fulfil Bellman's equation of optimality, by repeating it until they stay.</summary>
    public static double[] Solve()
    {
        double[] values = new double[FrozenLake.StateCount];
        double change;
        do
        {
            double[] improved =
            [
                .. Enumerable.Range(0, values.Length).Select(state => Enumerable.Range(0, FrozenLake.ActionCount).Max(action => Worth(values, state, action))),
            ];
            change = improved.Zip(values, (a, b) => Math.Abs(a - b)).Max();
            values = improved;
        }
        while (change >= Precision);
        return values;
    }

    /// <summary>The exact value of the start under a policy, from the linear equations <c>value(s) - Σ probability · discount · value(next) = reward</c>.</summary>
    public static double PolicyValue(int[] policy)
    {
        int count = FrozenLake.StateCount;
        double[,] equations = new double[count, count + 1];
        for (int state = 0; state < count; state++)
        {
            equations[state, state] = 1;
            for (int slip = 0; slip < FrozenLake.SlipCount; slip++)
            {
                int next = FrozenLake.Next(state, policy[state], slip);
                equations[state, count] += FrozenLake.Reward(next) / FrozenLake.SlipCount;
                equations[state, next] -= FrozenLake.IsFinal(next) ? 0 : Discount / FrozenLake.SlipCount;
            }
        }

        return LinearEquations.Solve(equations)[0];
    }

    private static double Worth(double[] values, int state, int action)
    {
        double worth = 0;
        for (int slip = 0; slip < FrozenLake.SlipCount; slip++)
        {
            int next = FrozenLake.Next(state, action, slip);
            worth += (FrozenLake.Reward(next) + (FrozenLake.IsFinal(next) ? 0 : Discount * values[next])) / FrozenLake.SlipCount;
        }

        return worth;
    }
}
