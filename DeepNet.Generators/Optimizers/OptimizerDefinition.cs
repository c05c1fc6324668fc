using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations.Updates;

namespace DeepNet.Generators.Optimizers;

/// <summary>Everything about one kind of optimizer: its arguments and their checks, its rule, and the coefficients of a step.</summary>
internal abstract class OptimizerDefinition
{
    public abstract string Name { get; }

    /// <summary>Reports what is wrong with the arguments.</summary>
    public void Check(LayerContext context)
    {
        context.Positive("LearningRate");
        CheckArguments(context);
        OptimizerOptions.Check(context);
    }

    /// <summary>Checks the arguments that not every optimizer has.</summary>
    protected abstract void CheckArguments(LayerContext context);

    /// <summary>Writes the rule, from the gradient to the weight.</summary>
    protected abstract void Write(RuleBuilder rule);

    /// <summary>The whole update of a parameter: what the options do to the gradient, the rule, the average of the weights.</summary>
    public RulePlan Rule(AttributeSpec attribute, bool isDouble)
    {
        RuleBuilder rule = new(attribute, isDouble, Name);
        OptimizerOptions options = new(attribute);
        options.WriteGradient(rule);
        Write(rule);
        options.WriteAverage(rule);
        return rule.Build();
    }

    /// <summary>Whether an update needs the gradients of all parameters, so that none can be done before backward has ended.</summary>
    public virtual bool NeedsAllGradients(AttributeSpec attribute) => new OptimizerOptions(attribute).ScalesGradients;
}
