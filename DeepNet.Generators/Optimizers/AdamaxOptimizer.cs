using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using static DeepNet.Generators.Expressions.Expression;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>Adamax, Adam with the largest instead of the mean square gradient (Kingma and Ba 2015), as PyTorch computes it.</summary>
internal sealed class AdamaxOptimizer : OptimizerDefinition
{
    public override string Name => "Adamax";

    protected override void CheckArguments(LayerContext context)
    {
        AdamMoments.Check(context);
        context.NotNegative("WeightDecay");
    }

    protected override void Write(RuleBuilder rule)
    {
        WeightPenalty.Write(rule);
        Expression beta1 = rule.Number("Beta1");
        Expression keep = rule.Coefficient("beta1", beta1);
        Expression add = rule.Coefficient("oneMinusBeta1", 1 - beta1);
        Expression beta2 = rule.Coefficient("beta2", rule.Number("Beta2"));
        Expression epsilon = rule.Coefficient("epsilon", rule.Number("Epsilon"));
        Expression stepSize = rule.Coefficient("stepSize", LearningRate / (1 - Pow(beta1, Step)));
        Expression m = rule.State("m");
        Expression u = rule.State("u", isNeverNegative: true);

        // u never falls below epsilon, so it does not become subnormal.
        rule.Formula("m = β1 m + (1 - β1) g; u = max(β2 u, |g| + ε); weight -= learningRate / (1 - β1ᵗ) · m / u");
        rule.AssignAverage("m", keep * m + add * RuleBuilder.Gradient);
        rule.Assign("u", Max(beta2 * u, Abs(RuleBuilder.Gradient) + epsilon));
        rule.Assign("weight", RuleBuilder.Weight - stepSize * m / u);
    }
}
