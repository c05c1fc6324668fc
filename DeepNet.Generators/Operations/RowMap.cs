namespace DeepNet.Generators.Operations;

/// <summary>Row by row: what is computed of an element depends on the whole row.</summary>
/// <param name="Rows">The rows of a sample.</param>
/// <param name="Width">The elements of a row.</param>
internal abstract record RowMap(string Comment, int Rows, int Width) : Operation(Comment);

/// <summary><c>output = exp(x - max) / Σ exp(x - max)</c>; output may be the input's memory.</summary>
internal sealed record Softmax(string Comment, int Rows, int Width) : RowMap(Comment, Rows, Width)
{
    public required Tensor Output { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary><c>dInput = y · (dOutput - Σ dOutput · y)</c>; dInput may be the memory of dOutput.</summary>
internal sealed record SoftmaxGradient(string Comment, int Rows, int Width) : RowMap(Comment, Rows, Width)
{
    public required GradientTarget DInput { get; init; }

    /// <summary>The output of the forward pass, y.</summary>
    public required Tensor Output { get; init; }

    public required Tensor DOutput { get; init; }
}

/// <summary><c>output = left · right</c>, the dot product of each pair of rows.</summary>
internal sealed record RowDot(string Comment, int Rows, int Width) : RowMap(Comment, Rows, Width)
{
    public required Tensor Output { get; init; }

    public required Tensor Left { get; init; }

    public required Tensor Right { get; init; }
}

/// <summary>The gradient of one side of a dot product: <c>dInput = other · dOutput</c>.</summary>
internal sealed record RowDotGradient(string Comment, int Rows, int Width) : RowMap(Comment, Rows, Width)
{
    public required GradientTarget DInput { get; init; }

    /// <summary>The other side.</summary>
    public required Tensor Other { get; init; }

    public required Tensor DOutput { get; init; }
}

/// <summary><c>output = x / max(√Σx², ε)</c>.</summary>
/// <param name="Epsilon">The least length of a row.</param>
internal sealed record L2Normalization(string Comment, int Rows, int Width, double Epsilon) : RowMap(Comment, Rows, Width)
{
    public required Tensor Output { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary><c>dInput = (dOutput - y · Σ dOutput · y) / √Σx²</c> with <c>y = x / √Σx²</c>.</summary>
/// <param name="Epsilon">The least length of a row.</param>
internal sealed record L2NormalizationGradient(string Comment, int Rows, int Width, double Epsilon) : RowMap(Comment, Rows, Width)
{
    public required GradientTarget DInput { get; init; }

    public required Tensor Input { get; init; }

    public required Tensor DOutput { get; init; }
}
