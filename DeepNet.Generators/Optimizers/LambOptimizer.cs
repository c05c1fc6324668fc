using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using static DeepNet.Generators.Expressions.Expression;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>Lamb, Adam with a trust ratio for each parameter tensor (You et al. 2020).</summary>
internal sealed class LambOptimizer : TensorOptimizer
{
    public override string Name => "Lamb";

    protected override void CheckArguments(LayerContext context)
    {
        AdamMoments.Check(context);
        context.NotNegative("WeightDecay");
    }

    public override Operation Refine(ParameterPlan parameter, Tensor direction) => new TrustRatio("", parameter) { Direction = direction };

    public override Expression Scale(ParameterPlan parameter) => StepVariables.TrustRatio;

    /// <summary>Every parameter is updated in two halves, so this is the first; the second has the optimizer's plain name.</summary>
    protected override void Write(RuleBuilder rule) => WriteDirection(rule.Named("Direction"));

    protected override void WriteDirection(RuleBuilder rule)
    {
        double weightDecay = rule.Number("WeightDecay");
        rule.Named(weightDecay > 0 ? "Decay" : "");
        AdamMoments moments = new(rule);
        Expression direction = rule.State(OptimizerRule.Direction);
        Expression correction = rule.Coefficient("correction", moments.RootCorrection);
        Expression epsilon = rule.Coefficient("epsilon", moments.Epsilon);
        Expression firstScale = rule.Coefficient("firstScale", 1 / moments.FirstShare);
        moments.Assign(rule);
        rule.Formula($"direction = m / (1 - β1ᵗ) / (√v · correction + ε){(weightDecay > 0 ? " + weightDecay · weight" : "")}");
        rule.Assign(OptimizerRule.Direction, firstScale * moments.First / (Sqrt(moments.Second) * correction + epsilon));
        if (weightDecay > 0)
        {
            rule.Assign(OptimizerRule.Direction, rule.Coefficient("weightDecay", weightDecay) * RuleBuilder.Weight + direction);
        }
    }

    protected override void WriteStep(RuleBuilder rule) =>
        rule.Formula("weight -= learningRate · ‖weight‖ / ‖direction‖ · direction")
            .Assign("weight", RuleBuilder.Weight - rule.Coefficient("learningRate", LearningRate * DirectionScale) * RuleBuilder.Gradient);
}
