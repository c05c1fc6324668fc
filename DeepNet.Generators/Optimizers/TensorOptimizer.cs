using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Optimizers;

/// <summary>
/// An optimizer that looks at a parameter as a whole, in two halves: from the gradient to a direction, in scratch memory, and from the direction to
/// the weight. Between them stands what needs all of the direction: a norm, or a product of matrices.
/// </summary>
internal abstract class TensorOptimizer : OptimizerDefinition
{
    /// <summary>The first half: what the options do to the gradient, then the direction.</summary>
    public RulePlan DirectionRule(AttributeSpec attribute, bool isDouble)
    {
        RuleBuilder rule = new(attribute, isDouble, Name + "Direction");
        new OptimizerOptions(attribute).WriteGradient(rule);
        WriteDirection(rule);
        return rule.Build();
    }

    /// <summary>The second half: the step, with the direction in the place of the gradient, then the average of the weights.</summary>
    public RulePlan StepRule(AttributeSpec attribute, bool isDouble)
    {
        RuleBuilder rule = new(attribute, isDouble, Name);
        WriteStep(rule);
        new OptimizerOptions(attribute).WriteAverage(rule);
        return rule.Build();
    }

    public override bool NeedsAllGradients(AttributeSpec attribute) => true;

    /// <summary>Whether a parameter is updated in two halves; the others follow the rule of single elements.</summary>
    public virtual bool Takes(Node node, ParameterPlan parameter) => true;

    /// <summary>What stands between the halves: it reads the direction, and may change it.</summary>
    public abstract Operation Refine(ParameterPlan parameter, Tensor direction);

    /// <summary>The factor of the learning rate of a parameter, which the second half knows as <see cref="StepVariables.DirectionScale"/>.</summary>
    public abstract Expression Scale(ParameterPlan parameter);

    protected abstract void WriteDirection(RuleBuilder rule);

    protected abstract void WriteStep(RuleBuilder rule);
}
