namespace DeepNet.Generators.Operations;

/// <summary>What is done to two numbers.</summary>
internal enum PairFunction
{
    Add,
    Subtract,
    Multiply,
}

/// <summary>How the right operand lies beside the left one, <c>[positions, width]</c> a sample.</summary>
internal enum PairLayout
{
    /// <summary>Both have the same shape.</summary>
    Same,

    /// <summary>The right one is <c>[width]</c>, used at every position.</summary>
    Row,

    /// <summary>The right one is <c>[positions, 1]</c>, one number for all elements of a position.</summary>
    Column,
}

/// <summary>Element by element of two operands, of which the right one may be repeated.</summary>
/// <param name="Function">What is done to the two.</param>
/// <param name="Layout">How the right one lies beside the left one.</param>
/// <param name="Positions">The positions of a sample.</param>
/// <param name="Width">The elements of a position.</param>
internal abstract record PairMap(string Comment, PairFunction Function, PairLayout Layout, int Positions, int Width) : Map(Comment, Positions * Width);

/// <summary><c>output = function(left, right)</c>; output may be the memory of left.</summary>
internal sealed record Pair(string Comment, PairFunction Function, PairLayout Layout, int Positions, int Width) : PairMap(Comment, Function, Layout, Positions, Width)
{
    public required Tensor Output { get; init; }

    public required Tensor Left { get; init; }

    public required Tensor Right { get; init; }
}

/// <summary>The gradient of one side: <c>dOutput</c> times the other side for a product, <c>±dOutput</c> else; summed where the right one was repeated.</summary>
internal sealed record PairGradient(string Comment, PairFunction Function, PairLayout Layout, int Positions, int Width) : PairMap(Comment, Function, Layout, Positions, Width)
{
    /// <summary>Whether it is the gradient of the right side.</summary>
    public bool IsRight { get; init; }

    public required GradientTarget DInput { get; init; }

    /// <summary>The other side.</summary>
    public required Tensor Other { get; init; }

    public required Tensor DOutput { get; init; }
}
