using DeepNet.Generators.Model;

namespace DeepNet.Generators.Operations;

/// <summary>Where a tensor lives.</summary>
internal enum TensorKind
{
    /// <summary>The caller's input span.</summary>
    Input,

    /// <summary>The caller's output span.</summary>
    Output,

    /// <summary>The caller's targets.</summary>
    Target,

    /// <summary>The parameter region of the block.</summary>
    Parameter,

    /// <summary>The region for running statistics and tables.</summary>
    Buffer,

    /// <summary>The workspace region of the block, shared by liveness.</summary>
    Workspace,
}

/// <summary>A piece of memory that steps read and write. Compared by reference.</summary>
internal sealed class Tensor(string name, TensorKind kind, int size, bool perSample, bool isInteger = false)
{
    /// <summary>The name of its offset constant or parameter, such as <c>Dense1Output</c>.</summary>
    public string Name { get; } = name;

    public TensorKind Kind { get; } = kind;

    /// <summary>Elements: of one sample if <see cref="PerSample"/>, else in all.</summary>
    public int Size { get; } = size;

    public bool PerSample { get; } = perSample;

    /// <summary>Whether it holds whole numbers: an integer input of the caller.</summary>
    public bool IsInteger { get; } = isInteger;

    public long Elements(int maxBatch) => PerSample ? (long)Size * maxBatch : Size;
}

/// <summary>A trainable tensor of a layer.</summary>
/// <param name="Name">Its property, such as <c>Weight</c>.</param>
/// <param name="Shape">Its shape, row-major.</param>
/// <param name="Initializer">The name of a <c>DeepNet.Initializer</c>.</param>
/// <param name="FanIn">Inputs that one element connects.</param>
/// <param name="FanOut">Outputs that one element connects.</param>
internal sealed record ParameterSpec(string Name, Shape Shape, string Initializer, int FanIn, int FanOut)
{
    /// <summary>The elements that begin with a value of their own, from the first of them on.</summary>
    public (int First, int Count, double Value) Start { get; init; }
}

/// <summary>A <see cref="ParameterSpec"/> with its place in the flat parameter block.</summary>
/// <param name="IsFrozen">Whether no gradient of it is computed and no update changes it.</param>
/// <param name="LearningRateScale">The factor of the learning rate.</param>
internal sealed record ParameterPlan(ParameterSpec Spec, Tensor Tensor, int Offset, string LayerName, bool IsFrozen, double LearningRateScale)
{
    public int Size => Spec.Shape.Size;

    /// <summary>The name in a weights file: <c>Dense1.weight</c>.</summary>
    public string FileName => LayerName + "." + char.ToLowerInvariant(Spec.Name[0]) + Spec.Name.Substring(1);
}

/// <summary>A tensor that a layer keeps between steps and that no gradient changes: running statistics, which are saved, or a table, which is not.</summary>
/// <param name="Name">Its property, such as <c>RunningMean</c>.</param>
/// <param name="Shape">Its shape, row-major.</param>
/// <param name="Initial">What every element begins with.</param>
/// <param name="Table">What fills it; null for running statistics.</param>
/// <param name="IsNeverNegative">Whether its root is taken, so that a file with a negative value is refused.</param>
internal sealed record BufferSpec(string Name, Shape Shape, double Initial, PositionTable? Table = null, bool IsNeverNegative = false);

/// <summary>A <see cref="BufferSpec"/> with its place in the buffer region.</summary>
internal sealed record BufferPlan(BufferSpec Spec, Tensor Tensor, int Offset, string LayerName)
{
    public int Size => Spec.Shape.Size;

    /// <summary>The name in a weights file: <c>BatchNorm1.runningMean</c>.</summary>
    public string FileName => LayerName + "." + char.ToLowerInvariant(Spec.Name[0]) + Spec.Name.Substring(1);
}
