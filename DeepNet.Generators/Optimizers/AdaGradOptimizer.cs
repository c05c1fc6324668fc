using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using static DeepNet.Generators.Expressions.Expression;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>AdaGrad (Duchi, Hazan and Singer 2011), as PyTorch computes it.</summary>
internal sealed class AdaGradOptimizer : OptimizerDefinition
{
    public override string Name => "AdaGrad";

    protected override void CheckArguments(LayerContext context)
    {
        context.NotNegative("LearningRateDecay");
        context.NotNegative("InitialSum");
        context.Positive("Epsilon");
        context.NotNegative("WeightDecay");
    }

    protected override void Write(RuleBuilder rule)
    {
        double rateDecay = rule.Number("LearningRateDecay");
        double initial = rule.Number("InitialSum");
        rule.Named(initial > 0 ? "Initial" : "");
        WeightPenalty.Write(rule);

        // Before the first update the sum is zero; what it is to begin with is added wherever it is used.
        Expression sum = rule.State("squares", isNeverNegative: true);
        rule.Formula("squares += g²").Assign("squares", RuleBuilder.Gradient * RuleBuilder.Gradient + sum);
        Expression whole = initial > 0 ? sum + rule.Coefficient("initialSum", initial) : sum;
        Expression rate = rule.Coefficient("rate", rateDecay > 0 ? LearningRate / (1 + (Step - 1) * rateDecay) : LearningRate);
        string step = $"g / (√{(initial > 0 ? "(squares + initialSum)" : "squares")} + ε)";
        rule.Formula($"weight -= rate · {step}", $"weight -= {(rateDecay > 0 ? "learningRate / (1 + (t - 1) · learningRateDecay)" : "learningRate")} · {step}");
        rule.Assign("weight", RuleBuilder.Weight - rate * RuleBuilder.Gradient / (Sqrt(whole) + rule.Coefficient("epsilon", rule.Number("Epsilon"))));
    }
}
