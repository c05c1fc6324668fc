using System.Collections.Generic;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Optimizers;

/// <summary>Stochastic gradient descent with momentum, Nesterov momentum and L2 penalty, as PyTorch defines them.</summary>
internal sealed class SgdOptimizer : OptimizerDefinition
{
    public override string Name => "Sgd";

    public override double DefaultLearningRate => 0.01;

    public override void Check(LayerContext context)
    {
        context.Positive("LearningRate", DefaultLearningRate);
        context.NotNegative("WeightDecay", 0);
        double momentum = context.Fraction("Momentum", 0);
        if (LayerContext.Flag(context.Attribute, "Nesterov") && momentum == 0)
        {
            context.Report("DEEP0307", "Nesterov", -1);
        }
    }

    public override OptimizerRule Rule(AttributeSpec attribute, ElementType element)
    {
        bool hasMomentum = Momentum(attribute) > 0;
        bool nesterov = LayerContext.Flag(attribute, "Nesterov");
        bool hasDecay = WeightDecay(attribute) > 0;
        Expression weight = OptimizerRule.Value("weight");
        Expression gradient = OptimizerRule.Value("gradient");
        Expression velocity = OptimizerRule.Value("velocity");
        Expression momentum = Variable("momentum");

        List<string> coefficients = ["learningRate"];
        List<Assignment> assignments = [];
        string formula = "weight -= learningRate · gradient";
        if (hasDecay)
        {
            coefficients.Add("weightDecay");
            assignments.Add(new Assignment("gradient", Variable("weightDecay") * weight + gradient));
        }

        Expression step = gradient;
        if (hasMomentum)
        {
            coefficients.Add("momentum");
            assignments.Add(new Assignment("velocity", momentum * velocity + gradient));
            assignments.Add(new Assignment("velocity", FlushTiny(velocity, element)));
            step = nesterov ? momentum * velocity + gradient : velocity;
            formula = $"velocity = momentum · velocity + gradient; weight -= learningRate · {(nesterov ? "(gradient + momentum · velocity)" : "velocity")}";
        }

        assignments.Add(new Assignment("weight", weight - Variable("learningRate") * step));
        return new OptimizerRule(
            "Sgd" + (hasMomentum ? nesterov ? "Nesterov" : "Momentum" : "") + (hasDecay ? "Decay" : ""),
            (hasDecay ? "gradient += weightDecay · weight; " : "") + formula,
            (hasMomentum ? new[] { "velocity" } : []).ToEquatableArray(),
            coefficients.ToEquatableArray(),
            assignments.ToEquatableArray());
    }

    public override IEnumerable<string> CoefficientValues(AttributeSpec attribute)
    {
        yield return "learningRate";
        if (WeightDecay(attribute) > 0)
        {
            yield return ElementType.Double.Literal(WeightDecay(attribute));
        }

        if (Momentum(attribute) > 0)
        {
            yield return ElementType.Double.Literal(Momentum(attribute));
        }
    }

    private static double Momentum(AttributeSpec attribute) => LayerContext.Number(attribute, "Momentum", 0);

    private static double WeightDecay(AttributeSpec attribute) => LayerContext.Number(attribute, "WeightDecay", 0);
}
