using System.Collections.Generic;
using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Operations.Updates;

/// <summary>
/// <c>gradientScale *= factor(norm)</c> with the norm <c>√Σ (gradientScale · gradient)²</c> over all elements. Gradients in memory do not change: rules multiply by
/// <see cref="StepVariables.GradientScale"/>.
/// </summary>
/// <param name="Factor">The factor, of <see cref="StepVariables.Norm"/>.</param>
internal sealed record GradientScaling(string Comment, Expression Factor) : Operation(Comment)
{
    /// <summary>The parameters whose gradients count.</summary>
    public required IReadOnlyList<ParameterPlan> Parameters { get; init; }

    /// <summary>Whether it holds for the update of one parameter only; else for all that follow.</summary>
    public required bool IsOfOne { get; init; }
}

/// <summary>A part of the update of one parameter.</summary>
/// <param name="Parameter">The parameter.</param>
internal abstract record ParameterOperation(string Comment, ParameterPlan Parameter) : Operation(Comment);

/// <summary><c>weight, states = rule(weight, gradient, states)</c>, element by element.</summary>
/// <param name="Parameter">The weight; its states lie where the back end keeps them.</param>
/// <param name="Rule">The rule.</param>
internal sealed record Update(string Comment, ParameterPlan Parameter, RulePlan Rule) : ParameterOperation(Comment, Parameter)
{
    /// <summary>What the rule takes as the gradient; null for the gradient of the parameter.</summary>
    public Tensor? Gradient { get; init; }

    /// <summary>Where the rule's state <see cref="OptimizerRule.Direction"/> is written, which is not kept; null if it has none.</summary>
    public Tensor? Direction { get; init; }

    /// <summary>The value of <see cref="StepVariables.DirectionScale"/>; null if the rule has none.</summary>
    public Expression? DirectionScale { get; init; }
}

/// <summary>Replaces a matrix by one with nearly the same singular vectors and singular values near 1 (Newton-Schulz iterations, Jordan et al. 2024).</summary>
/// <param name="Rows">The rows of the matrix.</param>
/// <param name="Columns">The columns.</param>
internal sealed record Orthogonalization(string Comment, ParameterPlan Parameter, int Rows, int Columns) : ParameterOperation(Comment, Parameter)
{
    public required Tensor Matrix { get; init; }
}

/// <summary><c>trustRatio = ‖weight‖ / ‖direction‖</c>, or 1 if one of them is 0; expressions know it as <see cref="StepVariables.TrustRatio"/>.</summary>
/// <param name="Parameter">The weight.</param>
internal sealed record TrustRatio(string Comment, ParameterPlan Parameter) : ParameterOperation(Comment, Parameter)
{
    public required Tensor Direction { get; init; }
}
