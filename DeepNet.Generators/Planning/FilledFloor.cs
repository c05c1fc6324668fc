using System;

namespace DeepNet.Generators.Planning;

/// <summary>
/// For each step, an offset below which memory is in use without a gap: nothing that lives then can be placed lower. A segment tree, since a tensor
/// that is saved for backward lives through most of the steps, and there are as many of them as layers.
/// </summary>
internal sealed class FilledFloor
{
    private readonly int _leaves;
    private readonly long[] _least;
    private readonly long[] _most;

    /// <summary>Begins with the same offset at each step.</summary>
    public FilledFloor(int steps, long start)
    {
        _leaves = 1;
        while (_leaves < steps)
        {
            _leaves *= 2;
        }

        _least = new long[2 * _leaves];
        _most = new long[2 * _leaves];
        for (int i = 0; i < _least.Length; i++)
        {
            _least[i] = start;
            _most[i] = start;
        }
    }

    /// <summary>The lowest offset that may be free at all of the steps.</summary>
    public long Over(int first, int last) => Over(1, 0, _leaves - 1, first, last);

    /// <summary>Raises the floor of those steps where it is at <paramref name="from"/>: memory from there to <paramref name="to"/> is now in use.</summary>
    public void Fill(int first, int last, long from, long to) => Fill(1, 0, _leaves - 1, first, last, from, to);

    private long Over(int node, int low, int high, int first, int last)
    {
        if (first > high || last < low)
        {
            return long.MinValue;
        }

        if ((first <= low && high <= last) || _least[node] == _most[node])
        {
            return _most[node];
        }

        int middle = (low + high) / 2;
        return Math.Max(Over(2 * node, low, middle, first, last), Over(2 * node + 1, middle + 1, high, first, last));
    }

    private void Fill(int node, int low, int high, int first, int last, long from, long to)
    {
        if (first > high || last < low || from < _least[node] || from > _most[node])
        {
            return;
        }

        bool isEven = _least[node] == _most[node];
        if (isEven && first <= low && high <= last)
        {
            _least[node] = to;
            _most[node] = to;
            return;
        }

        if (isEven)
        {
            // What was set for all of its steps goes down to its halves.
            _least[2 * node] = _most[2 * node] = _least[2 * node + 1] = _most[2 * node + 1] = _least[node];
        }

        int middle = (low + high) / 2;
        Fill(2 * node, low, middle, first, last, from, to);
        Fill(2 * node + 1, middle + 1, high, first, last, from, to);
        _least[node] = Math.Min(_least[2 * node], _least[2 * node + 1]);
        _most[node] = Math.Max(_most[2 * node], _most[2 * node + 1]);
    }
}
