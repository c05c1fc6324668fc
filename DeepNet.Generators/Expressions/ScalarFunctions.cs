using System.Collections.Generic;

namespace DeepNet.Generators.Expressions;

/// <summary>A function of numbers that are the same for all elements, in double precision. Coefficients of optimizers are made of them.</summary>
internal abstract record ScalarFunction : Expression
{
    /// <summary>What it depends on beside its constants.</summary>
    public abstract IReadOnlyList<Expression> Arguments { get; }
}

/// <summary>The momentum of a step in NAdam (Dozat 2016): <c>β1 (1 - ½ · 0.96^(step · decay))</c>.</summary>
internal sealed record ScheduledMomentum(double Beta1, double Decay, Expression Step) : ScalarFunction
{
    public override IReadOnlyList<Expression> Arguments => [Step];
}

/// <summary>The product of <see cref="ScheduledMomentum"/> over all steps up to one.</summary>
internal sealed record ScheduledMomentumProduct(double Beta1, double Decay, Expression Step) : ScalarFunction
{
    public override IReadOnlyList<Expression> Arguments => [Step];
}

/// <summary>
/// The rectification of the variance in RAdam (Liu et al. 2020) with its bias correction: <c>r · √(1 - β2ᵗ)</c>, or 0 as long as the variance is not known well enough.
/// </summary>
internal sealed record VarianceRectification(double Beta2, Expression Step) : ScalarFunction
{
    public override IReadOnlyList<Expression> Arguments => [Step];
}

/// <summary>What gradients of a norm are multiplied by so that it is at most a maximum: <c>min(1, maximum / (norm + 1e-6))</c>.</summary>
internal sealed record ClipFactor(Expression Norm, double Maximum) : ScalarFunction
{
    public override IReadOnlyList<Expression> Arguments => [Norm];
}

/// <summary>What gradients of a norm are multiplied by so that it is 1; 0 for a norm of 0.</summary>
internal sealed record UnitFactor(Expression Norm) : ScalarFunction
{
    public override IReadOnlyList<Expression> Arguments => [Norm];
}

/// <summary>A value with a name, which generated code computes once under that name.</summary>
internal sealed record Let(string Name, Expression Value) : ScalarFunction
{
    public override IReadOnlyList<Expression> Arguments => [Value];
}
