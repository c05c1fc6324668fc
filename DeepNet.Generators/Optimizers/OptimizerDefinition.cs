using DeepNet.Generators.Emit;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Optimizers;

/// <summary>Everything about one kind of optimizer: its arguments and their checks, its rule, and the coefficients of a step.</summary>
internal abstract class OptimizerDefinition
{
    public abstract string Name { get; }

    /// <summary>The learning rate if the attribute does not say one.</summary>
    public abstract double DefaultLearningRate { get; }

    /// <summary>Reports what is wrong with the arguments.</summary>
    public void Check(LayerContext context)
    {
        context.Positive("LearningRate", DefaultLearningRate);
        CheckArguments(context);
        OptimizerOptions.Check(context);
    }

    /// <summary>Checks the arguments that not every optimizer has.</summary>
    protected abstract void CheckArguments(LayerContext context);

    /// <summary>Writes the rule, from the gradient to the weight.</summary>
    protected abstract void Write(RuleBuilder rule);

    /// <summary>The whole update of a parameter: what the options do to the gradient, the rule, the average of the weights.</summary>
    public RuleBuilder Rule(AttributeSpec attribute, ElementType element)
    {
        RuleBuilder rule = new(attribute, element, Name);
        OptimizerOptions options = new(attribute);
        options.WriteGradient(rule);
        Write(rule);
        options.WriteAverage(rule);
        return rule;
    }

    /// <summary>
    /// The first half of the update of a parameter that is updated as a whole: from the gradient to the state <see cref="DirectionTarget"/>, in
    /// scratch memory. <see cref="DirectionStep"/> is the second half. Null for rules of single elements.
    /// </summary>
    public RuleBuilder? Direction(AttributeSpec attribute, ElementType element)
    {
        RuleBuilder rule = new(attribute, element, Name + "Direction");
        new OptimizerOptions(attribute).WriteGradient(rule);
        return WriteDirection(rule) ? rule : null;
    }

    /// <summary>The second half: from the direction, which stands in for the gradient, to the weight and its average.</summary>
    public RuleBuilder DirectionStep(AttributeSpec attribute, ElementType element)
    {
        RuleBuilder rule = new(attribute, element, Name);
        WriteDirectionStep(rule);
        new OptimizerOptions(attribute).WriteAverage(rule);
        return rule;
    }

    /// <summary>Whether a parameter is updated as a whole, if the optimizer does that.</summary>
    public virtual bool TakesDirection(Node node, ParameterPlan parameter) => true;

    /// <summary>What is done to a direction before the step, as a kernel that works on it in place; null for nothing.</summary>
    public virtual DirectionKernel? DirectionKernel(ParameterPlan parameter, ElementType element) => null;

    /// <summary>The factor of the learning rate of a parameter that is updated as a whole, as C# of its <c>offset</c> and <c>length</c>; null for 1.</summary>
    public virtual string? DirectionScale(ParameterPlan parameter) => null;

    /// <summary>Writes the first half; false if there is none.</summary>
    protected virtual bool WriteDirection(RuleBuilder rule) => false;

    protected virtual void WriteDirectionStep(RuleBuilder rule)
    {
    }

    /// <summary>Whether an update needs the gradients of all parameters, so that none can be done before backward has ended.</summary>
    public virtual bool NeedsAllGradients(AttributeSpec attribute) => new OptimizerOptions(attribute).NeedsAllGradients;

    public double LearningRate(AttributeSpec attribute) => LayerContext.Number(attribute, "LearningRate", DefaultLearningRate);
}
