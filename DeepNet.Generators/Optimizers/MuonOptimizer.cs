using System;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Planning.Graphs;
using static DeepNet.Generators.Operations.Updates.StepVariables;

namespace DeepNet.Generators.Optimizers;

/// <summary>
/// Muon: momentum, orthogonalised by Newton-Schulz iterations (Jordan et al. 2024), for matrices, except those of embeddings and outputs; AdamW for the
/// rest, as the author recommends.
/// </summary>
internal sealed class MuonOptimizer : TensorOptimizer
{
    public override string Name => "Muon";

    protected override void CheckArguments(LayerContext context)
    {
        context.Fraction("Momentum");
        context.Positive("AdamLearningRate");
        context.Fraction("Beta1");
        context.Fraction("Beta2");
        context.Positive("Epsilon");
        context.NotNegative("WeightDecay");
    }

    /// <summary>Matrices, and filters as matrices of (window · inputs) rows; not embeddings and what makes the outputs.</summary>
    public override bool Takes(Node node, ParameterPlan parameter) =>
        parameter.Spec.Shape.Rank > 1 && Math.Min(Rows(parameter), parameter.Spec.Shape.Last) > 1 && node.Layer!.Name != "Embedding" && !MakesOutput(node);

    /// <summary>The direction becomes orthogonal, as a matrix with the last axis as columns.</summary>
    public override Operation Refine(ParameterPlan parameter, Tensor direction) =>
        new Orthogonalization("", parameter, Rows(parameter), parameter.Spec.Shape.Last) { Matrix = direction };

    /// <summary>A matrix of more outputs than inputs takes a longer step, so that outputs change alike.</summary>
    public override Expression Scale(ParameterPlan parameter) => Math.Sqrt(Math.Max(1.0, (double)parameter.Spec.Shape.Last / Rows(parameter)));

    /// <summary>AdamW, with a rate that stays in proportion when the network's is changed.</summary>
    protected override void Write(RuleBuilder rule)
    {
        double ratio = rule.Number("AdamLearningRate") / rule.Number("LearningRate");
        rule.Named("AdamW");
        AdamOptimizer.Write(rule, amsGrad: false, decoupled: true, rule.Number("WeightDecay"), LearningRate * ratio);
    }

    protected override void WriteDirection(RuleBuilder rule)
    {
        bool nesterov = rule.Flag("Nesterov");
        Expression momentum = rule.Number("Momentum");
        rule.Named(nesterov ? "Nesterov" : "");
        Expression keep = rule.Coefficient("momentum", momentum);
        Expression add = rule.Coefficient("oneMinusMomentum", 1 - momentum);
        Expression m = rule.State("m");
        rule.State(OptimizerRule.Direction);
        rule.Formula($"m = momentum · m + (1 - momentum) g; direction = {(nesterov ? "momentum · m + (1 - momentum) g" : "m")}, orthogonalised");
        rule.AssignAverage("m", keep * m + add * RuleBuilder.Gradient);
        rule.Assign(OptimizerRule.Direction, nesterov ? keep * m + add * RuleBuilder.Gradient : m);
    }

    protected override void WriteStep(RuleBuilder rule)
    {
        // The decay does not know of the factor for the matrix's sides.
        double decay = rule.Number("WeightDecay");
        Expression learningRate = rule.Coefficient("learningRate", LearningRate * DirectionScale);
        if (decay > 0)
        {
            Expression keep = rule.Coefficient("keep", 1 - LearningRate * decay);
            rule.Named("Decay").Formula("weight *= 1 - learningRate · weightDecay").Assign("weight", RuleBuilder.Weight * keep);
        }

        rule.Formula("weight -= learningRate · √max(1, columns / rows) · direction").Assign("weight", RuleBuilder.Weight - learningRate * RuleBuilder.Gradient);
    }

    private static int Rows(ParameterPlan parameter) => parameter.Size / parameter.Spec.Shape.Last;

    /// <summary>Whether no other layer with parameters comes between this one and an output.</summary>
    private static bool MakesOutput(Node node) =>
        node.IsObserved || node.Consumers.Count == 0 || node.Consumers.Any(c => c.Parameters.Count == 0 && MakesOutput(c));
}
