namespace Programs;

/// <summary>The last steps of the game, from which batches to learn from are drawn.</summary>
internal sealed class ReplayMemory(int capacity)
{
    private readonly float[] _states = new float[capacity * CartPole.StateSize];
    private readonly float[] _nextStates = new float[capacity * CartPole.StateSize];
    private readonly int[] _actions = new int[capacity];
    private readonly bool[] _falls = new bool[capacity];
    private int _added;

    /// <summary>Keeps a step in place of the oldest.</summary>
    public void Add(ReadOnlySpan<float> state, int action, ReadOnlySpan<float> nextState, bool fell)
    {
        int at = _added % capacity;
        state.CopyTo(_states.AsSpan(at * CartPole.StateSize));
        nextState.CopyTo(_nextStates.AsSpan(at * CartPole.StateSize));
        _actions[at] = action;
        _falls[at] = fell;
        _added++;
    }

    /// <summary>Draws as many steps as <paramref name="actions"/> has room for.</summary>
    public void Sample(Random random, Span<float> states, Span<int> actions, Span<float> nextStates, Span<bool> falls)
    {
        for (int i = 0; i < actions.Length; i++)
        {
            int at = random.Next(Math.Min(_added, capacity));
            _states.AsSpan(at * CartPole.StateSize, CartPole.StateSize).CopyTo(states[(i * CartPole.StateSize)..]);
            _nextStates.AsSpan(at * CartPole.StateSize, CartPole.StateSize).CopyTo(nextStates[(i * CartPole.StateSize)..]);
            actions[i] = _actions[at];
            falls[i] = _falls[at];
        }
    }
}
