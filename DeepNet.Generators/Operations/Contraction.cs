using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Operations;

/// <summary>Which elements of the input are multiplied with which of the weights for an output.</summary>
internal abstract record IndexMap;

/// <summary>A product of matrices: each row of the input with all weights.</summary>
/// <param name="Rows">The rows that a sample has.</param>
/// <param name="Inputs">The elements of a row of the input: the rows of the weights, K.</param>
/// <param name="Units">The elements of a row of the output: the columns of the weights, N.</param>
internal sealed record MatrixMap(int Rows, int Inputs, int Units) : IndexMap;

/// <summary>Sums of products of input and weights, or one of its gradients.</summary>
/// <param name="Name">What the names of tensors begin with that belong to it alone.</param>
/// <param name="Map">Which elements are multiplied.</param>
internal abstract record Contraction(string Comment, string Name, IndexMap Map) : Operation(Comment);

/// <summary><c>output = activation(input · weight + bias)</c>.</summary>
internal sealed record WeightedSum(string Comment, string Name, IndexMap Map) : Contraction(Comment, Name, Map)
{
    public required Tensor Output { get; init; }

    /// <summary>Where what goes into the activation is kept, if something needs it.</summary>
    public Tensor? PreActivation { get; init; }

    public required Tensor Input { get; init; }

    public required Tensor Weight { get; init; }

    public Tensor? Bias { get; init; }

    public Elementwise? Activation { get; init; }

    /// <summary>The activation's learned operand, if it has one.</summary>
    public Tensor? Learned { get; init; }
}

/// <summary><c>dInput = dOutput · weightᵀ</c>, through the derivative of the target if it has one.</summary>
internal sealed record InputGradient(string Comment, string Name, IndexMap Map) : Contraction(Comment, Name, Map)
{
    public required GradientTarget DInput { get; init; }

    public required Tensor DOutput { get; init; }

    public required Tensor Weight { get; init; }
}

/// <summary><c>dWeight = inputᵀ · dOutput</c>, and with a bias <c>dBias = Σ dOutput</c>.</summary>
internal sealed record WeightGradient(string Comment, string Name, IndexMap Map) : Contraction(Comment, Name, Map)
{
    /// <summary>The weights, whose gradient is added to.</summary>
    public required ParameterPlan Weight { get; init; }

    /// <summary>The bias, if its gradient is taken in the same pass.</summary>
    public ParameterPlan? Bias { get; init; }

    public required Tensor Input { get; init; }

    public required Tensor DOutput { get; init; }

    public override bool IsNeeded => !Weight.IsFrozen || Bias is { IsFrozen: false };
}

/// <summary><c>dBias = Σ dOutput</c> over all rows of a batch.</summary>
/// <param name="Name">What the names of tensors begin with that belong to it alone.</param>
/// <param name="Rows">The rows that a sample has.</param>
internal sealed record BiasGradient(string Comment, string Name, int Rows) : Operation(Comment)
{
    /// <summary>The bias, whose gradient is added to.</summary>
    public required ParameterPlan Bias { get; init; }

    public required Tensor DOutput { get; init; }

    public override bool IsNeeded => !Bias.IsFrozen;
}
