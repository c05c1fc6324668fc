using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Optimizers;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Planning;

/// <summary>A rule, with the values of its coefficients and its text for this network.</summary>
internal sealed record RulePlan(OptimizerRule Rule, IReadOnlyList<string> Values, IReadOnlyList<string> Locals, string Formula)
{
    public static RulePlan Make(RuleBuilder rule) => new(rule.Build(), rule.Values, rule.Locals, rule.Explanation);
}

/// <summary>A parameter that is updated in two halves.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="IsOrthogonalized">Whether its direction becomes a matrix of singular values near 1 between them.</param>
/// <param name="Scale">See <see cref="TensorOptimizer.Scale"/>.</param>
internal sealed record DirectedParameter(ParameterPlan Parameter, bool IsOrthogonalized, string Scale);

/// <summary>The optimizer of a network.</summary>
internal sealed class OptimizerPlan(OptimizerDefinition definition, AttributeSpec attribute, bool isDouble, Graph graph)
{
    // Asked for every parameter, and for every offset that is written.
    private HashSet<Tensor>? _directed;
    private IReadOnlyList<string>? _states;

    public OptimizerDefinition Definition { get; } = definition;

    public AttributeSpec Attribute { get; } = attribute;

    public OptimizerOptions Options { get; } = new(attribute);

    /// <summary>The rule of single elements, and for parameters that are updated in two halves their text for F12.</summary>
    public RulePlan Rule { get; } = RulePlan.Make(definition.Rule(attribute, isDouble));

    /// <summary>The first half of the update of a parameter as a whole; null if there are no such parameters.</summary>
    public RulePlan? Direction { get; } = definition is TensorOptimizer tensors ? RulePlan.Make(tensors.DirectionRule(attribute, isDouble)) : null;

    /// <summary>The second half.</summary>
    public RulePlan? Step { get; } = definition is TensorOptimizer tensors ? RulePlan.Make(tensors.StepRule(attribute, isDouble)) : null;

    /// <summary>The parameters that are updated in two halves.</summary>
    public IReadOnlyList<DirectedParameter> Directed { get; } = definition is TensorOptimizer tensors
        ? graph.Nodes
            .Where(n => !n.IsInput && n.SharedWith is null)
            .SelectMany(n => n.Parameters.Where(p => !p.IsFrozen && tensors.Takes(n, p)))
            .Select(p => new DirectedParameter(p, tensors.Orthogonalizes, tensors.Scale(p)))
            .ToList()
        : [];

    /// <summary>Whether a parameter is updated in two halves.</summary>
    public bool IsDirected(ParameterPlan parameter) => (_directed ??= [.. Directed.Select(d => d.Parameter.Tensor)]).Contains(parameter.Tensor);

    /// <summary>The rules in text.</summary>
    /// <param name="hasOthers">Whether there are parameters that follow the rule of single elements.</param>
    public string Formula(bool hasOthers)
    {
        string elements = Rule.Formula;
        if (Directed.Count == 0)
        {
            return elements;
        }

        string whole = $"{Direction!.Formula}; {Step!.Formula}";
        return hasOthers ? $"matrices of hidden layers: {whole}; others: {elements}" : whole;
    }

    /// <summary>What is kept for each parameter.</summary>
    public IReadOnlyList<string> States => _states ??= Rule.Rule.States.Concat(Direction?.Rule.States ?? []).Where(s => s != TensorOptimizer.Direction).Distinct().ToList();

    /// <summary>Whether a state cannot be negative; see <see cref="OptimizerRule.NeverNegative"/>.</summary>
    public bool IsNeverNegative(string state) => Rule.Rule.NeverNegative.Concat(Direction?.Rule.NeverNegative ?? []).Contains(state);
}
