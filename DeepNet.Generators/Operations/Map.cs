using System.Collections.Generic;
using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Operations;

/// <summary>Element by element, for a number of elements of each sample.</summary>
/// <param name="Size">The elements of a sample.</param>
internal abstract record Map(string Comment, int Size) : Operation(Comment);

/// <summary><c>output = function(input, learned)</c>; output may be the input's memory.</summary>
internal sealed record Activation(string Comment, int Size, Elementwise Function) : Map(Comment, Size)
{
    public required Tensor Output { get; init; }

    public required Tensor Input { get; init; }

    /// <summary>The function's learned operand, if it has one: one element for each channel, or one for all elements.</summary>
    public Tensor? Learned { get; init; }
}

/// <summary><c>dInput = function'(saved, learned) · dOutput</c>; dInput may be the memory of dOutput.</summary>
internal sealed record ActivationGradient(string Comment, int Size, Elementwise Function) : Map(Comment, Size)
{
    public required GradientTarget DInput { get; init; }

    /// <summary>The output or the input of the function, whichever its derivative is written in.</summary>
    public required Tensor Saved { get; init; }

    /// <summary>The function's learned operand, if it has one.</summary>
    public Tensor? Learned { get; init; }

    public required Tensor DOutput { get; init; }
}

/// <summary>
/// <c>dInput = function'(saved, learned) · dOutput</c>, and <c>dLearned = Σ function's derivative by it · dOutput</c> over a channel, or over all elements; dInput may be the memory of dOutput.
/// </summary>
/// <param name="Name">What the names of tensors begin with that belong to it alone.</param>
internal sealed record LearnedActivationGradient(string Comment, string Name, int Size, Elementwise Function) : Map(Comment, Size)
{
    /// <summary>Where the input's gradient goes, if it is needed.</summary>
    public GradientTarget? DInput { get; init; }

    /// <summary>The learned operand, whose gradient is added to after the input's gradient has been taken.</summary>
    public required ParameterPlan Learned { get; init; }

    /// <summary>The output or the input of the function, whichever its derivatives are written in.</summary>
    public required Tensor Saved { get; init; }

    public required Tensor DOutput { get; init; }
}

/// <summary><c>output = input</c>.</summary>
internal sealed record Copy(string Comment, int Size) : Map(Comment, Size)
{
    public required Tensor Output { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary><c>output = 0</c>.</summary>
internal sealed record Zeros(string Comment, int Size) : Map(Comment, Size)
{
    public required Tensor Output { get; init; }
}

/// <summary><c>output = Σ inputs</c>; output may be the first input's memory.</summary>
internal sealed record Sum(string Comment, int Size) : Map(Comment, Size)
{
    public required Tensor Output { get; init; }

    public required IReadOnlyList<Tensor> Inputs { get; init; }
}

/// <summary><c>target += input</c>.</summary>
internal sealed record Accumulation(string Comment, int Size) : Map(Comment, Size)
{
    public required Tensor Target { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary>Zeroes elements at random and scales the others by <c>1 / (1 - rate)</c>; the same call gives the same mask in forward and backward.</summary>
/// <param name="Mask">Which elements are zeroed.</param>
internal sealed record Dropout(string Comment, int Size, RandomMask Mask) : Map(Comment, Size)
{
    public required Tensor Output { get; init; }

    /// <summary>Whether to add to the output instead.</summary>
    public bool Accumulate { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary><c>output = input + table</c>, with the same table for every sample; output may be the input's memory.</summary>
internal sealed record TableSum(string Comment, int Size) : Map(Comment, Size)
{
    public required Tensor Output { get; init; }

    public required Tensor Input { get; init; }

    public required Tensor Table { get; init; }
}
