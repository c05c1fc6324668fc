using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using static DeepNet.Generators.Expressions.Expression;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>RAdam, Adam with a rectified variance (Liu et al. 2020), as PyTorch computes it.</summary>
internal sealed class RAdamOptimizer : OptimizerDefinition
{
    public override string Name => "RAdam";

    protected override void CheckArguments(LayerContext context)
    {
        AdamMoments.Check(context);
        context.NotNegative("WeightDecay");
    }

    protected override void Write(RuleBuilder rule)
    {
        WeightPenalty.Write(rule);
        AdamMoments moments = new(rule);
        Expression rectification = new Let("rectification", new VarianceRectification(moments.Beta2, Step));

        // As long as the variance is not known well enough, the divisor is 1: 0 · √v + 1.
        Expression adaptation = rule.Coefficient("adaptation", Select(rectification > 0, 1, 0));
        Expression offset = rule.Coefficient("offset", Select(rectification > 0, moments.Epsilon, 1));
        Expression stepSize = rule.Coefficient("stepSize", LearningRate * Select(rectification > 0, rectification, 1) / moments.FirstShare);
        moments.Assign(rule);
        rule.Formula("weight -= learningRate / (1 - β1ᵗ) · m · (ρₜ > 5 ? r · √(1 - β2ᵗ) / (√v + ε) : 1) with ρ = 2 / (1 - β2) - 1, ρₜ = ρ - 2t β2ᵗ / (1 - β2ᵗ), r² = (ρₜ - 4)(ρₜ - 2) ρ / ((ρ - 4)(ρ - 2) ρₜ)");
        rule.Assign("weight", RuleBuilder.Weight - stepSize * moments.First / (Sqrt(moments.Second) * adaptation + offset));
    }
}
