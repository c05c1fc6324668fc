namespace DeepNet.Peers;

/// <summary>What a case measures.</summary>
internal enum Mode
{
    /// <summary>Forward, loss, backward and Adam on one batch.</summary>
    Train,

    /// <summary>Forward on one batch, without what only training needs.</summary>
    Infer,
}

/// <summary>One row of the table.</summary>
/// <param name="Sizes">The widths from input to output; ReLU between them.</param>
/// <param name="Batch">The samples of a step.</param>
/// <param name="Mode">What a step is.</param>
/// <param name="Bar">How many times faster than PyTorch DeepNet has to be, if a bar is set.</param>
/// <param name="CreateSide">Makes DeepNet's side of the case.</param>
internal sealed record PeerCase(IReadOnlyList<int> Sizes, int Batch, Mode Mode, double? Bar, Func<PeerCase, Workload, IDeepNetSide> CreateSide)
{
    public string Name => $"{string.Join('-', Sizes)}, {(Mode == Mode.Train ? "train" : "infer")}, batch {Batch}";
}
