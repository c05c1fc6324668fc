namespace DeepNet.Peers;

/// <summary>What was measured for a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="DeepNet">DeepNet's microseconds per step, the median of the rounds.</param>
/// <param name="Peer">The peer's.</param>
/// <param name="LowRatio">The lower quartile of the rounds' own ratios.</param>
/// <param name="HighRatio">The upper quartile.</param>
/// <param name="Bar">How many times faster than the peer DeepNet has to be, if that is asked.</param>
/// <param name="Bytes">The managed bytes that a step of each side allocated.</param>
internal sealed record PeerResult(PeerCase Case, double DeepNet, double Peer, double LowRatio, double HighRatio, double? Bar, (double DeepNet, double Peer) Bytes)
{
    /// <summary>How many times faster DeepNet is.</summary>
    public double Ratio => Peer / DeepNet;

    /// <summary>Whether the bar is met; null if the case has none.</summary>
    public bool? Met => Bar is { } bar ? Ratio >= bar : null;
}

/// <summary>Checks that both sides compute the same, then measures them in turns.</summary>
/// <param name="peer">The other side.</param>
/// <param name="rounds">The turns of each side.</param>
/// <param name="rest">A pause before each turn, for threads of the turn before that still spin in the hope of work.</param>
/// <remarks>Turns of a few hundredths of a second, so that whatever else the machine does falls on both sides alike.</remarks>
internal sealed class Comparison(IPeer peer, int rounds, TimeSpan rest)
{
    private const int CheckedSteps = 5;
    private const double Tolerance = 1e-4;
    private const double SliceMicroseconds = 30_000;
    private const double WarmUpMicroseconds = 150_000;

    /// <summary>The JIT compiles a method anew, with all optimisations, after its 30th call; training calls each method once per step, and runs for thousands of them.</summary>
    private const int WarmUpSteps = 40;

    public PeerResult Run(PeerCase peerCase)
    {
        using IDeepNetSide deepNet = peerCase.CreateSide(peerCase);
        ISide other = peer.Prepare(peerCase, deepNet);
        Check(peerCase.Name, "outputs", deepNet.FirstOutputs(), other.FirstOutputs());
        if (peerCase.Mode == Mode.Train)
        {
            Check(peerCase.Name, "losses", deepNet.Losses(CheckedSteps), other.Losses(CheckedSteps));
        }

        // Two warm-ups: the JIT replaces the first code of a method only after it has been quiet for 100 ms. As many steps for both sides.
        WarmUp(deepNet);
        deepNet.MicrosecondsPerStep(WarmUpSteps);
        WarmUp(other);
        other.MicrosecondsPerStep(WarmUpSteps);
        int deepNetSteps = WarmUp(deepNet);
        int otherSteps = WarmUp(other);

        double[] deepNetTimes = new double[rounds];
        double[] otherTimes = new double[rounds];
        double[] ratios = new double[rounds];
        (double DeepNet, double Other) bytes = default;
        for (int round = 0; round < rounds; round++)
        {
            (deepNetTimes[round], bytes.DeepNet) = Turn(deepNet, deepNetSteps);
            (otherTimes[round], bytes.Other) = Turn(other, otherSteps);
            ratios[round] = otherTimes[round] / deepNetTimes[round];
        }

        return new PeerResult(
            peerCase, Quantile(deepNetTimes, 0.5), Quantile(otherTimes, 0.5), Quantile(ratios, 0.25), Quantile(ratios, 0.75), peer.Bar(peerCase), bytes);
    }

    /// <summary>Runs the steps of a turn and returns the microseconds and the managed bytes of one.</summary>
    private (double Microseconds, double Bytes) Turn(ISide side, int steps)
    {
        if (rest > TimeSpan.Zero)
        {
            Thread.Sleep(rest);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        double microseconds = side.MicrosecondsPerStep(steps);
        return (microseconds, (double)(GC.GetAllocatedBytesForCurrentThread() - before) / steps);
    }

    /// <summary>Runs for a while and returns the steps that fill a slice.</summary>
    private static int WarmUp(ISide side)
    {
        int steps = 1;
        double perStep = side.MicrosecondsPerStep(steps);
        for (double spent = 0; spent < WarmUpMicroseconds; spent += perStep * steps)
        {
            steps = Math.Max(1, (int)(SliceMicroseconds / perStep));
            perStep = side.MicrosecondsPerStep(steps);
        }

        return Math.Max(1, (int)(SliceMicroseconds / perStep));
    }

    private void Check(string name, string what, float[] ours, float[] theirs)
    {
        if (ours.Length != theirs.Length)
        {
            throw new InvalidOperationException($"{name}: DeepNet has {ours.Length} {what}, {peer.Name} has {theirs.Length}.");
        }

        for (int i = 0; i < ours.Length; i++)
        {
            // Adam's first steps hardly depend on how large a gradient is, only on its sign, so rounding grows from step to step.
            double tolerance = what == "losses" ? Tolerance * (1 + i) * (1 + i) : Tolerance;
            if (!(Math.Abs(ours[i] - theirs[i]) <= tolerance * Math.Max(1, Math.Abs(theirs[i]))))
            {
                throw new InvalidOperationException($"{name}: the two sides do not compute the same. Of {what}, number {i} is {ours[i]:G9} in DeepNet and {theirs[i]:G9} in {peer.Name}.");
            }
        }
    }

    private static double Quantile(double[] values, double fraction)
    {
        double[] sorted = [.. values.Order()];
        double at = fraction * (sorted.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
