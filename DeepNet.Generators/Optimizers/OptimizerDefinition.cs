using System.Collections.Generic;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Optimizers;

/// <summary>Everything about one kind of optimizer: its arguments and their checks, its rule, and the coefficients of a step.</summary>
internal abstract class OptimizerDefinition
{
    public abstract string Name { get; }

    /// <summary>The learning rate if the attribute does not say one.</summary>
    public abstract double DefaultLearningRate { get; }

    public abstract void Check(LayerContext context);

    public abstract OptimizerRule Rule(AttributeSpec attribute, ElementType element);

    /// <summary>
    /// The coefficients of the rule as C# of <c>learningRate</c> and <c>step</c> (both double, the step counting from 1), in the rule's order.
    /// </summary>
    public abstract IEnumerable<string> CoefficientValues(AttributeSpec attribute);

    /// <summary>
    /// A decaying average with what is too small to matter set to zero. Without a gradient an average decays until it is subnormal and stays
    /// so, and arithmetic on subnormal numbers is many times slower (benchmarks/RESULTS.md). NaN passes.
    /// </summary>
    protected static Expression FlushTiny(Expression average, ElementType element) =>
        Expression.Select(Expression.Abs(average) < (element == ElementType.Single ? 1e-30 : 1e-290), 0, average);

    /// <summary>Whether an update needs the gradients of all parameters, so that none can be done before backward has ended.</summary>
    public virtual bool NeedsAllGradients(AttributeSpec attribute) => false;

    public double LearningRate(AttributeSpec attribute) => LayerContext.Number(attribute, "LearningRate", DefaultLearningRate);
}
