using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Optimizers;

/// <summary>
/// An optimizer that looks at a parameter as a whole, in two halves: from the gradient to a direction, in scratch memory, and from the direction to
/// the weight. Between them stands what needs all of the direction: a norm, or a product of matrices.
/// </summary>
internal abstract class TensorOptimizer : OptimizerDefinition
{
    /// <summary>The state that the first half writes; it is not kept.</summary>
    public const string Direction = "direction";

    /// <summary>The first half: what the options do to the gradient, then the direction.</summary>
    public RuleBuilder DirectionRule(AttributeSpec attribute, bool isDouble)
    {
        RuleBuilder rule = new(attribute, isDouble, Name + "Direction");
        new OptimizerOptions(attribute).WriteGradient(rule);
        WriteDirection(rule);
        return rule;
    }

    /// <summary>The second half: the step, with the direction in the place of the gradient, then the average of the weights.</summary>
    public RuleBuilder StepRule(AttributeSpec attribute, bool isDouble)
    {
        RuleBuilder rule = new(attribute, isDouble, Name);
        WriteStep(rule);
        new OptimizerOptions(attribute).WriteAverage(rule);
        return rule;
    }

    public override bool NeedsAllGradients(AttributeSpec attribute) => true;

    /// <summary>Whether a parameter is updated in two halves; the others follow the rule of single elements.</summary>
    public virtual bool Takes(Node node, ParameterPlan parameter) => true;

    /// <summary>Whether the direction, as a matrix with the last axis as columns, is replaced by one of singular values near 1.</summary>
    public virtual bool Orthogonalizes => false;

    /// <summary>
    /// The factor of the learning rate of a parameter, as C#; <c>{0}</c> is the span of the weights and <c>{1}</c> that of the direction. The step's
    /// coefficients know it as <c>directionScale</c>.
    /// </summary>
    public abstract string Scale(ParameterPlan parameter);

    protected abstract void WriteDirection(RuleBuilder rule);

    protected abstract void WriteStep(RuleBuilder rule);
}
