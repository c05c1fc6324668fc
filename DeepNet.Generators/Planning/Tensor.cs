namespace DeepNet.Generators.Planning;

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

    /// <summary>The workspace region of the block, shared by liveness.</summary>
    Workspace,
}

/// <summary>A piece of memory that steps read and write. Compared by reference.</summary>
internal sealed class Tensor(string name, TensorKind kind, int size, bool perSample)
{
    /// <summary>The name of its offset constant or parameter, such as <c>Dense1Output</c>.</summary>
    public string Name { get; } = name;

    public TensorKind Kind { get; } = kind;

    /// <summary>Elements: of one sample if <see cref="PerSample"/>, else in all.</summary>
    public int Size { get; } = size;

    public bool PerSample { get; } = perSample;

    public long Elements(int maxBatch) => PerSample ? (long)Size * maxBatch : Size;
}

/// <summary>A trainable tensor of a layer.</summary>
/// <param name="Name">Its property, such as <c>Weight</c>.</param>
/// <param name="Shape">Its shape, row-major.</param>
/// <param name="Initializer">The name of a <c>DeepNet.Initializer</c>.</param>
/// <param name="FanIn">Inputs that one element connects.</param>
/// <param name="FanOut">Outputs that one element connects.</param>
internal sealed record ParameterSpec(string Name, Shape Shape, string Initializer, int FanIn, int FanOut);

/// <summary>A <see cref="ParameterSpec"/> with its place in the flat parameter block.</summary>
internal sealed record ParameterPlan(ParameterSpec Spec, Tensor Tensor, int Offset, string LayerName)
{
    public int Size => Spec.Shape.Size;

    /// <summary>The name in a weights file: <c>Dense1.weight</c>.</summary>
    public string FileName => LayerName + "." + char.ToLowerInvariant(Spec.Name[0]) + Spec.Name.Substring(1);
}
