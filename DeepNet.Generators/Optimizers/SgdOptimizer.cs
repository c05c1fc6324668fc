using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using static DeepNet.Generators.Expressions.Expression;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>Stochastic gradient descent with momentum, Nesterov momentum, dampening and L2 penalty, as PyTorch defines them.</summary>
internal sealed class SgdOptimizer : OptimizerDefinition
{
    public override string Name => "Sgd";

    protected override void CheckArguments(LayerContext context)
    {
        context.NotNegative("WeightDecay");
        double momentum = context.Fraction("Momentum");
        double dampening = context.Fraction("Dampening");
        bool nesterov = context.Attribute.Flag("Nesterov");
        if (nesterov && momentum == 0)
        {
            context.Report("DEEP0307", "Nesterov", -1);
        }

        if (dampening > 0 && (nesterov || momentum == 0))
        {
            context.Report("DEEP0320", "Dampening", -1, nesterov ? "Nesterov momentum has no dampening" : "without Momentum there is nothing to dampen");
        }
    }

    protected override void Write(RuleBuilder rule)
    {
        double momentum = rule.Number("Momentum");
        double dampening = rule.Number("Dampening");
        double weightDecay = rule.Number("WeightDecay");
        bool nesterov = rule.Flag("Nesterov");
        rule.Named(momentum > 0 ? nesterov ? "Nesterov" : "Momentum" : "").Named(dampening > 0 ? "Dampened" : "").Named(weightDecay > 0 ? "Decay" : "");

        Expression learningRate = rule.Coefficient("learningRate", LearningRate);
        if (weightDecay > 0)
        {
            Expression decay = rule.Coefficient("weightDecay", weightDecay);
            rule.Formula("gradient += weightDecay · weight").Assign("gradient", decay * RuleBuilder.Weight + RuleBuilder.Gradient);
        }

        if (momentum == 0)
        {
            rule.Formula("weight -= learningRate · gradient").Assign("weight", RuleBuilder.Weight - learningRate * RuleBuilder.Gradient);
            return;
        }

        Expression kept = rule.Coefficient("momentum", momentum);
        Expression velocity = rule.State("velocity");
        Expression added = RuleBuilder.Gradient;
        if (dampening > 0)
        {
            // The first gradient is the first velocity, undampened, as in PyTorch.
            added = rule.Coefficient("undampened", Select(Same(Step, 1), 1, 1 - (Expression)dampening)) * added;
        }

        rule.Formula($"velocity = momentum · velocity + {(dampening > 0 ? "(1 - dampening) · " : "")}gradient").AssignAverage("velocity", kept * velocity + added);
        rule.Formula($"weight -= learningRate · {(nesterov ? "(gradient + momentum · velocity)" : "velocity")}");
        rule.Assign("weight", RuleBuilder.Weight - learningRate * (nesterov ? kept * velocity + RuleBuilder.Gradient : velocity));
    }
}
