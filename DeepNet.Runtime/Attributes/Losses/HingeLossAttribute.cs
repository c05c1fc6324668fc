namespace DeepNet;

/// <summary>
/// Hinge loss, as of support vector machines: <c>max(1 - target · x, 0)</c>, the mean over elements and batch. Its derivative where
/// <c>target · x = 1</c> is taken as 0. For labels see <see cref="MultiClassHingeLossAttribute"/>.
/// </summary>
/// <remarks>Targets: as many as the output has elements, -1 or 1.</remarks>
public sealed class HingeLossAttribute : LossAttribute
{
    /// <summary>Whether the square is taken, which is smooth. Default false.</summary>
    public bool Squared { get; set; }
}
