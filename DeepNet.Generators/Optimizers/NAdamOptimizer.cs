using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using static DeepNet.Generators.Expressions.Expression;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>
/// NAdam, Adam with Nesterov momentum (Dozat 2016). PyTorch 1.13 multiplies its product of momenta twice by the momentum of the step, by
/// mistake; this is what the paper says and what PyTorch computes since 2.0.
/// </summary>
internal sealed class NAdamOptimizer : OptimizerDefinition
{
    public override string Name => "NAdam";

    protected override void CheckArguments(LayerContext context)
    {
        AdamMoments.Check(context);
        context.NotNegative("MomentumDecay");
        context.NotNegative("WeightDecay");
    }

    protected override void Write(RuleBuilder rule)
    {
        WeightPenalty.Write(rule);
        AdamMoments moments = new(rule);
        double decay = rule.Number("MomentumDecay");
        Expression momentum = new Let("momentum", new ScheduledMomentum(moments.Beta1, decay, Step));
        Expression nextMomentum = new Let("nextMomentum", new ScheduledMomentum(moments.Beta1, decay, Step + 1));
        Expression product = new Let("product", new ScheduledMomentumProduct(moments.Beta1, decay, Step));
        Expression correction = rule.Coefficient("correction", moments.RootCorrection);
        Expression epsilon = rule.Coefficient("epsilon", moments.Epsilon);
        Expression gradientRate = rule.Coefficient("gradientRate", LearningRate * (1 - momentum) / (1 - product));
        Expression momentRate = rule.Coefficient("momentRate", LearningRate * nextMomentum / (1 - product * nextMomentum));
        moments.Assign(rule);
        rule.Formula("μₜ = β1 (1 - ½ · 0.96^(t · momentumDecay)); weight -= learningRate · ((1 - μₜ) / (1 - μ₁…μₜ) · g + μₜ₊₁ / (1 - μ₁…μₜ₊₁) · m) / (√v · correction + ε)");
        rule.Assign("weight", RuleBuilder.Weight - (gradientRate * RuleBuilder.Gradient + momentRate * moments.First) / (Sqrt(moments.Second) * correction + epsilon));
    }
}
