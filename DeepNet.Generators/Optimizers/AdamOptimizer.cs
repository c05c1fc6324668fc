using System.Collections.Generic;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Optimizers;

/// <summary>Adam (Kingma and Ba 2015) and, with decoupled weight decay, AdamW (Loshchilov and Hutter 2019), as PyTorch computes them.</summary>
internal sealed class AdamOptimizer(string name, bool decoupled) : OptimizerDefinition
{
    // The smallest normal numbers: below, v is flushed to zero (see FlushTiny). It is never negative.
    private const double SmallestSingle = 1.17549435e-38;
    private const double SmallestDouble = 2.2250738585072014e-308;

    public override string Name => name;

    public override double DefaultLearningRate => 1e-3;

    private double DefaultWeightDecay => decoupled ? 0.01 : 0;

    public override void Check(LayerContext context)
    {
        context.Positive("LearningRate", DefaultLearningRate);
        context.Fraction("Beta1", 0.9);
        context.Fraction("Beta2", 0.999);
        context.Positive("Epsilon", 1e-8);
        context.NotNegative("WeightDecay", DefaultWeightDecay);
    }

    public override OptimizerRule Rule(AttributeSpec attribute, ElementType element)
    {
        bool hasDecay = WeightDecay(attribute) > 0;
        Expression weight = OptimizerRule.Value("weight");
        Expression gradient = OptimizerRule.Value("gradient");
        Expression m = OptimizerRule.Value("m");
        Expression v = OptimizerRule.Value("v");

        List<string> coefficients = ["beta1", "oneMinusBeta1", "beta2", "oneMinusBeta2", "correction", "epsilon", "stepSize"];
        List<Assignment> assignments = [];
        string formula = "m = β1 m + (1 - β1) g; v = β2 v + (1 - β2) g²; weight -= stepSize · m / (√v · correction + ε)";
        if (hasDecay)
        {
            coefficients.Add(decoupled ? "keep" : "weightDecay");
            assignments.Add(decoupled
                ? new Assignment("weight", weight * Variable("keep"))
                : new Assignment("gradient", Variable("weightDecay") * weight + gradient));
            formula = (decoupled ? "weight *= 1 - learningRate · weightDecay; " : "g += weightDecay · weight; ") + formula;
        }

        assignments.Add(new Assignment("m", Variable("beta1") * m + Variable("oneMinusBeta1") * gradient));
        assignments.Add(new Assignment("m", FlushTiny(m, element)));
        assignments.Add(new Assignment("v", Variable("beta2") * v + Variable("oneMinusBeta2") * gradient * gradient));
        assignments.Add(new Assignment("v", Select(v < (element == ElementType.Single ? SmallestSingle : SmallestDouble), 0, v)));
        assignments.Add(new Assignment("weight", weight - Variable("stepSize") * m / (Sqrt(v) * Variable("correction") + Variable("epsilon"))));
        return new OptimizerRule(name + (hasDecay && !decoupled ? "Decay" : !hasDecay && decoupled ? "NoDecay" : ""), formula, new[] { "m", "v" }.ToEquatableArray(), coefficients.ToEquatableArray(), assignments.ToEquatableArray());
    }

    public override IEnumerable<string> CoefficientValues(AttributeSpec attribute)
    {
        string beta1 = ElementType.Double.Literal(LayerContext.Number(attribute, "Beta1", 0.9));
        string beta2 = ElementType.Double.Literal(LayerContext.Number(attribute, "Beta2", 0.999));
        yield return beta1;
        yield return $"1 - {beta1}";
        yield return beta2;
        yield return $"1 - {beta2}";
        yield return $"1 / Math.Sqrt(1 - Math.Pow({beta2}, step))";
        yield return ElementType.Double.Literal(LayerContext.Number(attribute, "Epsilon", 1e-8));
        yield return $"learningRate / (1 - Math.Pow({beta1}, step))";
        if (WeightDecay(attribute) > 0)
        {
            string decay = ElementType.Double.Literal(WeightDecay(attribute));
            yield return decoupled ? $"1 - learningRate * {decay}" : decay;
        }
    }

    private double WeightDecay(AttributeSpec attribute) => LayerContext.Number(attribute, "WeightDecay", DefaultWeightDecay);
}
