namespace DeepNet.Peers;

/// <summary>What was measured for a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="DeepNet">DeepNet's microseconds a step, the median of the rounds.</param>
/// <param name="PyTorch">PyTorch's.</param>
/// <param name="LowRatio">The lower quartile of the rounds' own ratios.</param>
/// <param name="HighRatio">The upper quartile.</param>
internal sealed record PeerResult(PeerCase Case, double DeepNet, double PyTorch, double LowRatio, double HighRatio)
{
    /// <summary>How many times faster DeepNet is.</summary>
    public double Ratio => PyTorch / DeepNet;

    /// <summary>Whether the bar is met; null if the case has none.</summary>
    public bool? Met => Case.Bar is { } bar ? Ratio >= bar : null;
}

/// <summary>Checks that both sides compute the same, then measures them in turns.</summary>
/// <remarks>Turns of a few hundredths of a second, so that whatever else the machine does falls on both sides alike.</remarks>
internal sealed class Comparison(PyTorchPeer peer, int rounds)
{
    private const int CheckedSteps = 5;
    private const double Tolerance = 1e-4;
    private const double SliceMicroseconds = 30_000;
    private const double WarmUpMicroseconds = 150_000;

    public PeerResult Run(PeerCase peerCase)
    {
        IDeepNetSide deepNet = peerCase.CreateSide(peerCase);
        peer.Prepare(peerCase, deepNet);
        Check(peerCase.Name, "outputs", deepNet.FirstOutputs(), peer.FirstOutputs());
        if (peerCase.Mode == Mode.Train)
        {
            Check(peerCase.Name, "losses", deepNet.Losses(CheckedSteps), peer.Losses(CheckedSteps));
        }

        // Two warm-ups: the JIT replaces the first code of a method only after it has been quiet for 100 ms.
        WarmUp(deepNet.MicrosecondsPerStep);
        WarmUp(peer.MicrosecondsPerStep);
        int deepNetSteps = WarmUp(deepNet.MicrosecondsPerStep);
        int peerSteps = WarmUp(peer.MicrosecondsPerStep);

        double[] deepNetTimes = new double[rounds];
        double[] peerTimes = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            deepNetTimes[round] = deepNet.MicrosecondsPerStep(deepNetSteps);
            peerTimes[round] = peer.MicrosecondsPerStep(peerSteps);
            ratios[round] = peerTimes[round] / deepNetTimes[round];
        }

        return new PeerResult(peerCase, Quantile(deepNetTimes, 0.5), Quantile(peerTimes, 0.5), Quantile(ratios, 0.25), Quantile(ratios, 0.75));
    }

    /// <summary>Runs for a while and returns the steps that fill a slice.</summary>
    private static int WarmUp(Func<int, double> run)
    {
        int steps = 1;
        double perStep = run(steps);
        for (double spent = 0; spent < WarmUpMicroseconds; spent += perStep * steps)
        {
            steps = Math.Max(1, (int)(SliceMicroseconds / perStep));
            perStep = run(steps);
        }

        return Math.Max(1, (int)(SliceMicroseconds / perStep));
    }

    private static void Check(string name, string what, float[] ours, float[] theirs)
    {
        for (int i = 0; i < ours.Length; i++)
        {
            // Adam's first steps hardly depend on how large a gradient is, only on its sign, so rounding grows from step to step.
            double tolerance = what == "losses" ? Tolerance * (1 + i) * (1 + i) : Tolerance;
            if (!(Math.Abs(ours[i] - theirs[i]) <= tolerance * Math.Max(1, Math.Abs(theirs[i]))))
            {
                throw new InvalidOperationException($"{name}: the two sides do not compute the same. Of {what}, number {i} is {ours[i]:G9} in DeepNet and {theirs[i]:G9} in PyTorch.");
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
