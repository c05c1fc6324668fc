using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Backends.Gpu.Updates;

/// <summary>The coefficients of a rule that the processor computes for each step.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="LearningRateScale">The factor of the learning rate.</param>
/// <param name="DirectionScale">The value of <see cref="StepVariables.DirectionScale"/>, or null.</param>
/// <param name="Tensor">Where they lie.</param>
internal sealed record CoefficientSet(RulePlan Rule, double LearningRateScale, Expression? DirectionScale, Tensor Tensor)
{
    /// <summary>The sets of a network: one for each rule, factor of the learning rate and scale of the direction that occur.</summary>
    public static IReadOnlyList<CoefficientSet> Of(NetworkPlan network)
    {
        List<CoefficientSet> sets = [];
        foreach (Update update in network.Training?.Update.OfType<Update>() ?? [])
        {
            // What a direction is does not depend on a rate.
            double scale = update.Direction is null ? update.Parameter.LearningRateScale : 1;
            if (!sets.Any(s => s.Is(update.Rule, scale, update.DirectionScale)))
            {
                sets.Add(new CoefficientSet(update.Rule, scale, update.DirectionScale, new Tensor("Coefficients", TensorKind.Buffer, update.Rule.Rule.Coefficients.Count, perSample: false)));
            }
        }

        return sets;
    }

    /// <summary>Whether an update takes its coefficients from here.</summary>
    public bool IsFor(Update update) => Is(update.Rule, update.Direction is null ? update.Parameter.LearningRateScale : 1, update.DirectionScale);

    /// <summary>The coefficient that a trust ratio multiplies, which is known on the device only: the processor takes 1 for it.</summary>
    public string? FoundOnDevice => DirectionScale is Variable ? Rule.Rule.Coefficients[Rule.Values.ToList().FindIndex(v => v.Variables.Contains(StepVariables.DirectionScale.Name))] : null;

    private bool Is(RulePlan rule, double scale, Expression? direction) => ReferenceEquals(Rule, rule) && LearningRateScale == scale && Equals(DirectionScale, direction);
}
