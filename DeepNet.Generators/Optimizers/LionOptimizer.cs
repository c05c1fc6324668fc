using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using static DeepNet.Generators.Expressions.Expression;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>Lion, the sign of an interpolated momentum (Chen et al. 2023).</summary>
internal sealed class LionOptimizer : OptimizerDefinition
{
    public override string Name => "Lion";

    protected override void CheckArguments(LayerContext context)
    {
        context.Fraction("Beta1");
        context.Fraction("Beta2");
        context.NotNegative("WeightDecay");
    }

    protected override void Write(RuleBuilder rule)
    {
        Expression beta1 = rule.Number("Beta1");
        Expression beta2 = rule.Number("Beta2");
        WeightPenalty.WriteDecoupled(rule);
        Expression learningRate = rule.Coefficient("learningRate", LearningRate);
        Expression m = rule.State("m");
        Expression direction = rule.Coefficient("beta1", beta1) * m + rule.Coefficient("oneMinusBeta1", 1 - beta1) * RuleBuilder.Gradient;
        rule.Formula("weight -= learningRate · sign(β1 m + (1 - β1) g); m = β2 m + (1 - β2) g");

        // Neither more nor less than 0 is 0 or NaN, which passes.
        rule.Assign("weight", RuleBuilder.Weight - Select(direction > 0, learningRate, Select(direction < 0, -learningRate, direction)));
        rule.AssignAverage("m", rule.Coefficient("beta2", beta2) * m + rule.Coefficient("oneMinusBeta2", 1 - beta2) * RuleBuilder.Gradient);
    }
}
