using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations.Updates;

namespace DeepNet.Generators.Optimizers;

/// <summary>Weight decay in the two ways that there are: in the gradient, or in the weight itself.</summary>
internal static class WeightPenalty
{
    /// <summary>Adds <c>weightDecay · weight</c> to the gradient, if there is a decay.</summary>
    public static void Write(RuleBuilder rule)
    {
        double decay = rule.Number("WeightDecay");
        if (decay > 0)
        {
            Expression coefficient = rule.Coefficient("weightDecay", decay);
            rule.Named("Decay").Formula("g += weightDecay · weight").Assign("gradient", coefficient * RuleBuilder.Weight + RuleBuilder.Gradient);
        }
    }

    /// <summary>Multiplies the weight by <c>1 - learningRate · weightDecay</c>, if there is a decay.</summary>
    public static void WriteDecoupled(RuleBuilder rule)
    {
        double decay = rule.Number("WeightDecay");
        if (decay > 0)
        {
            Expression keep = rule.Coefficient("keep", 1 - StepVariables.LearningRate * decay);
            rule.Named("Decay").Formula("weight *= 1 - learningRate · weightDecay").Assign("weight", RuleBuilder.Weight * keep);
        }
    }
}
