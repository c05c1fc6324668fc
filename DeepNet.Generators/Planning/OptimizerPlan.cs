using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Optimizers;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Planning;

/// <summary>The optimizer of a network.</summary>
/// <param name="definition">Its kind.</param>
/// <param name="attribute">Its attribute.</param>
/// <param name="index">The index of the attribute.</param>
/// <param name="isDouble">Whether parameters are of double precision.</param>
/// <param name="graph">The layers.</param>
internal sealed class OptimizerPlan(OptimizerDefinition definition, AttributeSpec attribute, int index, bool isDouble, Graph graph)
{
    // Asked for every parameter, and for every offset that is written.
    private readonly HashSet<Tensor> _directed = definition is not TensorOptimizer tensors ? [] : [.. graph.Nodes
        .Where(n => !n.IsInput && n.SharedWith is null)
        .SelectMany(n => n.Parameters.Where(p => !p.IsFrozen && tensors.Takes(n, p)))
        .Select(p => p.Tensor)];

    private IReadOnlyList<string>? _states;

    public OptimizerDefinition Definition { get; } = definition;

    public AttributeSpec Attribute { get; } = attribute;

    public OptimizerOptions Options { get; } = new(attribute);

    /// <summary>The rule of single elements, and for parameters that are updated in two halves their text for F12.</summary>
    public RulePlan Rule { get; } = definition.Rule(attribute, isDouble);

    /// <summary>The first half of the update of a parameter as a whole; null if there are no such parameters.</summary>
    public RulePlan? Direction { get; } = (definition as TensorOptimizer)?.DirectionRule(attribute, isDouble);

    /// <summary>The second half.</summary>
    public RulePlan? Step { get; } = (definition as TensorOptimizer)?.StepRule(attribute, isDouble);

    /// <summary>Whether a parameter is updated in two halves.</summary>
    public bool IsDirected(ParameterPlan parameter) => _directed.Contains(parameter.Tensor);

    /// <summary>Whether there are parameters that are updated in two halves.</summary>
    public bool HasDirected => _directed.Count > 0;

    /// <summary>The update of parameters from their gradients, in order; those that stay as they are are left out.</summary>
    public IReadOnlyList<Operation> Operations(IEnumerable<ParameterPlan> parameters)
    {
        List<ParameterPlan> trained = parameters.Where(p => !p.IsFrozen).ToList();
        List<Operation> operations = [];
        if (Options.UsesGlobalNorm)
        {
            operations.Add(new GradientScaling("", Options.ScalingFactor) { Parameters = trained, IsOfOne = false });
        }

        foreach (ParameterPlan parameter in trained.OrderBy(IsDirected))
        {
            if (Options.ClipNorm > 0)
            {
                operations.Add(new GradientScaling("", Options.ScalingFactor) { Parameters = [parameter], IsOfOne = true });
            }

            if (!IsDirected(parameter))
            {
                operations.Add(new Update(Rule.Formula, parameter, Rule));
                continue;
            }

            TensorOptimizer tensors = (TensorOptimizer)Definition;
            Tensor direction = new(parameter.Tensor.Name + "Direction", TensorKind.Workspace, parameter.Size, perSample: false);
            operations.Add(new Update(Direction!.Formula, parameter, Direction) { Direction = direction });
            operations.Add(tensors.Refine(parameter, direction));
            operations.Add(new Update(Step!.Formula, parameter, Step) { Gradient = direction, DirectionScale = tensors.Scale(parameter) });
        }

        return operations.Select(o => o with { Attribute = index }).ToList();
    }

    /// <summary>The rules in text.</summary>
    /// <param name="hasOthers">Whether there are parameters that follow the rule of single elements.</param>
    public string Formula(bool hasOthers)
    {
        string elements = Rule.Formula;
        if (!HasDirected)
        {
            return elements;
        }

        string whole = $"{Direction!.Formula}; {Step!.Formula}";
        return hasOthers ? $"matrices, except those of embeddings and outputs: {whole}; others: {elements}" : whole;
    }

    /// <summary>What is kept for each parameter.</summary>
    public IReadOnlyList<string> States => _states ??= Rule.Rule.States.Concat(Direction?.Rule.States ?? []).Where(s => s != OptimizerRule.Direction).Distinct().ToList();

    /// <summary>Whether a state cannot be negative; see <see cref="OptimizerRule.NeverNegative"/>.</summary>
    public bool IsNeverNegative(string state) => Rule.Rule.NeverNegative.Concat(Direction?.Rule.NeverNegative ?? []).Contains(state);
}
