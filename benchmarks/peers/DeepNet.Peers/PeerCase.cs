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
/// <param name="Network">The network's name, by which the Python side builds its own: widths such as <c>784-128-10</c>, with ReLU between them, or a name.</param>
/// <param name="Batch">The samples of a step.</param>
/// <param name="Mode">What a step is.</param>
/// <param name="PyTorchBar">How many times faster than PyTorch DeepNet has to be, if a bar is set.</param>
/// <param name="CreateSide">Makes DeepNet's side of the case.</param>
internal sealed record PeerCase(string Network, int Batch, Mode Mode, double? PyTorchBar, Func<PeerCase, IDeepNetSide> CreateSide)
{
    public string Name => $"{Network}, {(Mode == Mode.Train ? "train" : "infer")}, batch {Batch}";
}
