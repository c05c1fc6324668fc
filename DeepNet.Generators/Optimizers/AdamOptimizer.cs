using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using static DeepNet.Generators.Expressions.Expression;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015) and, with decoupled weight decay, AdamW (Loshchilov and Hutter 2019), both with AMSGrad (Reddi, Kale and Kumar 2018),
/// as PyTorch computes them.
/// </summary>
internal sealed class AdamOptimizer(string name, bool decoupled) : OptimizerDefinition
{
    public override string Name => name;

    protected override void CheckArguments(LayerContext context)
    {
        AdamMoments.Check(context);
        context.NotNegative("WeightDecay");
    }

    protected override void Write(RuleBuilder rule) =>
        Write(rule, rule.Flag("AmsGrad"), decoupled, rule.Number("WeightDecay"), LearningRate);

    /// <summary>Writes the rule with a learning rate of its own.</summary>
    public static void Write(RuleBuilder rule, bool amsGrad, bool decoupled, double weightDecay, Expression learningRate)
    {
        bool hasDecay = weightDecay > 0;
        rule.Named(hasDecay && !decoupled ? "Decay" : !hasDecay && decoupled ? "NoDecay" : "").Named(amsGrad ? "AmsGrad" : "");

        AdamMoments moments = new(rule);
        Expression correction = rule.Coefficient("correction", moments.RootCorrection);
        Expression epsilon = rule.Coefficient("epsilon", moments.Epsilon);
        Expression stepSize = rule.Coefficient("stepSize", learningRate / moments.FirstShare);
        if (hasDecay && decoupled)
        {
            rule.Formula("weight *= 1 - learningRate · weightDecay");
            rule.Assign("weight", RuleBuilder.Weight * rule.Coefficient("keep", 1 - learningRate * weightDecay));
        }
        else if (hasDecay)
        {
            rule.Formula("g += weightDecay · weight");
            rule.Assign("gradient", rule.Coefficient("weightDecay", weightDecay) * RuleBuilder.Weight + RuleBuilder.Gradient);
        }

        moments.Assign(rule);
        Expression second = moments.Second;
        if (amsGrad)
        {
            second = rule.State("vMax", isNeverNegative: true);
            rule.Formula("vMax = max(vMax, v)").Assign("vMax", Max(second, moments.Second));
        }

        rule.Formula($"weight -= stepSize · m / (√{(amsGrad ? "vMax" : "v")} · correction + ε)");
        rule.Assign("weight", RuleBuilder.Weight - stepSize * moments.First / (Sqrt(second) * correction + epsilon));
    }
}
