using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using static DeepNet.Generators.Expressions.Expression;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>RMSProp (Tieleman and Hinton 2012), centered (Graves 2013) and with momentum, as PyTorch computes it.</summary>
internal sealed class RmsPropOptimizer : OptimizerDefinition
{
    public override string Name => "RmsProp";

    protected override void CheckArguments(LayerContext context)
    {
        context.Fraction("Alpha");
        context.Fraction("Momentum");
        context.Positive("Epsilon");
        context.NotNegative("WeightDecay");
    }

    protected override void Write(RuleBuilder rule)
    {
        double alpha = rule.Number("Alpha");
        double momentum = rule.Number("Momentum");
        bool centered = rule.Flag("Centered");
        rule.Named(centered ? "Centered" : "").Named(momentum > 0 ? "Momentum" : "");
        WeightPenalty.Write(rule);

        Expression keep = rule.Coefficient("alpha", alpha);
        Expression add = rule.Coefficient("oneMinusAlpha", 1 - (Expression)alpha);
        Expression epsilon = rule.Coefficient("epsilon", rule.Number("Epsilon"));
        Expression learningRate = rule.Coefficient("learningRate", LearningRate);
        Expression v = rule.State("v", isNeverNegative: true);
        rule.Formula("v = α v + (1 - α) g²").AssignSquareAverage("v", keep * v + add * RuleBuilder.Gradient * RuleBuilder.Gradient);
        Expression variance = v;
        if (centered)
        {
            // A variance that rounding has made negative counts as none; PyTorch takes its root and gets NaN.
            Expression mean = rule.State("mean");
            rule.Formula("mean = α mean + (1 - α) g").AssignAverage("mean", keep * mean + add * RuleBuilder.Gradient);
            variance = Max(v - mean * mean, 0);
        }

        string ratio = $"g / (√{(centered ? "(v - mean²)" : "v")} + ε)";
        Expression step = RuleBuilder.Gradient / (Sqrt(variance) + epsilon);
        if (momentum > 0)
        {
            Expression velocity = rule.State("velocity");
            rule.Formula($"velocity = momentum · velocity + {ratio}").AssignAverage("velocity", rule.Coefficient("momentum", momentum) * velocity + step);
            step = velocity;
        }

        rule.Formula($"weight -= learningRate · {(momentum > 0 ? "velocity" : ratio)}").Assign("weight", RuleBuilder.Weight - learningRate * step);
    }
}
