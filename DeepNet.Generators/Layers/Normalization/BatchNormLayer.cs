using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>Normalises channels over the batch and all positions; frozen or in inference by running statistics.</summary>
internal sealed class BatchNormLayer : NormalizationLayer
{
    public override string Name => "BatchNorm";

    public override IEnumerable<BufferSpec> Buffers(Node node) =>
        [new BufferSpec("RunningMean", Shape.Of(node.Shape.Last), 0), new BufferSpec("RunningVariance", Shape.Of(node.Shape.Last), 1, IsNeverNegative: true)];

    public override long Flops(Node node) => (IsAffine(node) ? 3L : 2L) * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title} of {Text(node.Shape.Last)} channels{(node.IsFrozen ? ", frozen" : "")}";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Tensor runningMean = node.Buffer("RunningMean").Tensor;
        Tensor runningVariance = node.Buffer("RunningVariance").Tensor;
        if (builder.Training && !node.IsFrozen)
        {
            double momentum = node.Attribute.Number("Momentum");
            AddForward(
                node, builder, Over(node), $"{Formula(node, "(x - mean) / √(variance + ε)")}, over {Values(node)} per channel", node.Shape.Last, perSample: false, new RunningStatistics(runningMean, runningVariance, momentum));
            return;
        }

        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new FixedStandardization($"{ForwardBuilder.Banner(node)}: {Formula(node, "(x - runningMean) / √(runningVariance + ε)")}", node.Name, Positions(node), node.Shape.Last, Epsilon(node))
        {
            Output = builder.NewValue(node),
            Scale = builder.Training ? builder.Keep(node, "Scale", node.Shape.Last, perSample: false) : null,
            Input = input,
            Mean = runningMean,
            Variance = runningVariance,
            Gamma = Gamma(node),
            Beta = Beta(node),
        });
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        if (!node.IsFrozen)
        {
            AddBackward(node, builder, Over(node), Values(node));
            return;
        }

        GradientTarget target = builder.Target(node.Inputs[0]);
        string formula = $"dInput {(target.Accumulate ? "+=" : "=")} dOutput{(IsAffine(node) ? " · gamma" : "")} / √(runningVariance + ε)";
        builder.Add(new FixedStandardizationGradient($"{BackwardBuilder.Banner(node)}: {formula}", Positions(node), node.Shape.Last)
        {
            DInput = target,
            DOutput = builder.GradientOf(node)!,
            Scale = builder.Kept(node, "Scale"),
        });
    }

    protected override void Check(LayerContext context, bool isShapeKnown) => context.Number("Momentum", m => m is >= 0 and <= 1, "from 0 to 1");

    private static BatchStatistics Over(Node node) => new(Positions(node), node.Shape.Last);

    private static string Values(Node node) => $"n{(Positions(node) == 1 ? "" : " · " + Text(Positions(node)))} values";
}
