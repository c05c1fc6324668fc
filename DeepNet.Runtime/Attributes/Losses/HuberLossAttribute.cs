namespace DeepNet;

/// <summary>
/// Huber loss: <c>e² / 2</c> if <c>|e| &lt;= delta</c>, else <c>delta · (|e| - delta / 2)</c>, with <c>e = x - target</c>; the mean over elements
/// and batch (Huber 1964).
/// </summary>
/// <remarks>Targets: as many as the output has elements.</remarks>
/// <param name="delta">Where the parabola becomes a line, more than 0. Default 1.</param>
public sealed class HuberLossAttribute(float delta = 1f) : LossAttribute
{
    /// <summary>Where the parabola becomes a line.</summary>
    public float Delta { get; } = delta;
}
