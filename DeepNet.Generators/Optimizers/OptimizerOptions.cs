using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations.Updates;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Optimizers;

/// <summary>
/// What every optimizer offers: clipping, penalties, accumulation and averages of the weights. What concerns single elements is written into
/// the rule, so that it costs no pass of its own.
/// </summary>
internal readonly struct OptimizerOptions(AttributeSpec attribute)
{
    public const string Average = "average";

    private static readonly string[] Clippings = ["ClipValue", "ClipNorm", "ClipGlobalNorm"];

    public double L1 => attribute.Number("L1");

    public double L2 => attribute.Number("L2");

    public double ClipValue => attribute.Number("ClipValue");

    public double ClipNorm => attribute.Number("ClipNorm");

    public double ClipGlobalNorm => attribute.Number("ClipGlobalNorm");

    public bool NormalizesGradients => attribute.Flag("NormalizeGradients");

    public int AccumulationSteps => attribute.Whole("AccumulationSteps");

    public double AverageDecay => attribute.Number("AverageDecay");

    public bool HasPolyakAverage => attribute.Flag("PolyakAverage");

    public bool HasAverage => AverageDecay > 0 || HasPolyakAverage;

    /// <summary>Whether TrainStep updates only after several batches.</summary>
    public bool Accumulates => AccumulationSteps > 1;

    /// <summary>Whether one factor for all gradients comes from their norm.</summary>
    public bool UsesGlobalNorm => ClipGlobalNorm > 0 || NormalizesGradients;

    /// <summary>Whether gradients are multiplied by a factor that is known only when backward has ended.</summary>
    public bool ScalesGradients => Accumulates || UsesGlobalNorm || ClipNorm > 0;

    /// <summary>What a norm of gradients makes of them, as a function of it.</summary>
    public Expression ScalingFactor => ClipNorm > 0 ? new ClipFactor(StepVariables.Norm, ClipNorm)
        : ClipGlobalNorm > 0 ? new ClipFactor(StepVariables.Norm, ClipGlobalNorm)
        : new UnitFactor(StepVariables.Norm);

    public static void Check(LayerContext context)
    {
        foreach (string argument in new[] { "L1", "L2" }.Concat(Clippings))
        {
            context.NotNegative(argument);
        }

        context.Fraction("AverageDecay");
        context.Count("AccumulationSteps");

        List<string> clippings = Clippings.Where(c => context.Attribute.Number(c) > 0).ToList();
        if (context.Attribute.Flag("NormalizeGradients"))
        {
            clippings.Add("NormalizeGradients");
        }

        if (clippings.Count > 1)
        {
            context.Report("DEEP0321", clippings[1], -1, clippings[0], clippings[1]);
        }

        OptimizerOptions options = new(context.Attribute);
        if (options.AverageDecay > 0 && options.HasPolyakAverage)
        {
            context.Report("DEEP0322", "PolyakAverage", -1);
        }
    }

    /// <summary>What comes before the rule: the mean over the batches, clipping, then penalties, which are not clipped.</summary>
    public void WriteGradient(RuleBuilder rule)
    {
        Expression gradient = RuleBuilder.Gradient;
        if (ScalesGradients)
        {
            string reason = ClipNorm > 0 ? "min(1, clipNorm / ‖g‖)" : ClipGlobalNorm > 0 ? "min(1, clipGlobalNorm / ‖all g‖)" : NormalizesGradients ? "1 / ‖all g‖" : "";
            string mean = Accumulates ? reason.Length > 0 ? "1 / batches · " : "1 / batches" : "";
            rule.Named("Scaled").Formula("g *= gradientScale", $"g *= {mean}{reason}").Assign("gradient", gradient * rule.Coefficient("gradientScale", StepVariables.GradientScale));
        }

        if (ClipValue > 0)
        {
            Expression clip = rule.Coefficient("clipValue", ClipValue);
            rule.Named("Clipped").Formula("g = max(-clipValue, min(g, clipValue))").Assign("gradient", Max(-clip, Min(gradient, clip)));
        }

        if (L1 > 0)
        {
            Expression l1 = rule.Coefficient("l1", L1);
            Expression sign = Select(RuleBuilder.Weight > 0, l1, Select(RuleBuilder.Weight < 0, -l1, 0));
            rule.Named("L1").Formula("g += l1 · sign(weight)").Assign("gradient", gradient + sign);
        }

        if (L2 > 0)
        {
            rule.Named("L2").Formula("g += l2 · weight").Assign("gradient", rule.Coefficient("l2", L2) * RuleBuilder.Weight + gradient);
        }
    }

    /// <summary>What comes after the rule: the average of the weights, whose first value is the weight.</summary>
    public void WriteAverage(RuleBuilder rule)
    {
        if (!HasAverage)
        {
            return;
        }

        Expression step = StepVariables.Step;
        Expression average = rule.State(Average);
        Expression share = rule.Coefficient("averageShare", HasPolyakAverage ? 1 / step : Select(Same(step, 1), 1, 1 - (Expression)AverageDecay));
        rule.Named("Averaged").Formula("average += (weight - average) · averageShare", "average += (weight - average) · " + (HasPolyakAverage ? "1 / t" : "(1 - averageDecay)"));
        rule.Assign(Average, share * (RuleBuilder.Weight - average) + average);
    }
}
