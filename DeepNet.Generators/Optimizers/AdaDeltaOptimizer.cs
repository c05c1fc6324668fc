using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using static DeepNet.Generators.Expressions.Expression;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>AdaDelta (Zeiler 2012), as PyTorch computes it.</summary>
internal sealed class AdaDeltaOptimizer : OptimizerDefinition
{
    public override string Name => "AdaDelta";

    protected override void CheckArguments(LayerContext context)
    {
        context.Fraction("Rho");
        context.Positive("Epsilon");
        context.NotNegative("WeightDecay");
    }

    protected override void Write(RuleBuilder rule)
    {
        WeightPenalty.Write(rule);
        Expression rho = rule.Number("Rho");
        Expression keep = rule.Coefficient("rho", rho);
        Expression add = rule.Coefficient("oneMinusRho", 1 - rho);
        Expression epsilon = rule.Coefficient("epsilon", rule.Number("Epsilon"));
        Expression learningRate = rule.Coefficient("learningRate", LearningRate);
        Expression v = rule.State("v", isNeverNegative: true);
        Expression u = rule.State("u", isNeverNegative: true);

        rule.Formula("v = ρ v + (1 - ρ) g²; Δ = √(u + ε) / √(v + ε) · g; u = ρ u + (1 - ρ) Δ²; weight -= learningRate · Δ");
        rule.AssignSquareAverage("v", keep * v + add * RuleBuilder.Gradient * RuleBuilder.Gradient);
        rule.Assign("gradient", Sqrt(u + epsilon) / Sqrt(v + epsilon) * RuleBuilder.Gradient);
        rule.AssignSquareAverage("u", keep * u + add * RuleBuilder.Gradient * RuleBuilder.Gradient);
        rule.Assign("weight", RuleBuilder.Weight - learningRate * RuleBuilder.Gradient);
    }
}
