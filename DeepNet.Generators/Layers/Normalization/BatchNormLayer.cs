using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Normalization;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>Normalises channels over the batch and all positions; frozen or in inference by running statistics.</summary>
internal sealed class BatchNormLayer : NormalizationLayer
{
    private const double DefaultMomentum = 0.1;

    public override string Name => "BatchNorm";

    public override IEnumerable<BufferSpec> Buffers(Node node) =>
        [new BufferSpec("RunningMean", Shape.Of(node.Shape.Last), 0), new BufferSpec("RunningVariance", Shape.Of(node.Shape.Last), 1)];

    public override long Flops(Node node) => (IsAffine(node) ? 3L : 2L) * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title} of {Text(node.Shape.Last)} channels{(node.IsFrozen ? ", frozen" : "")}";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        Tensor output = builder.NewValue(node);
        Operand scale = Operand.Write(builder.Keep(node, "Scale", node.Shape.Last, perSample: false));
        Tensor runningMean = node.Buffer("RunningMean").Tensor;
        Tensor runningVariance = node.Buffer("RunningVariance").Tensor;
        string banner = ForwardBuilder.Banner(node);
        if (!builder.Training || node.IsFrozen)
        {
            builder.Add(new Step(
                $"{banner}: {Formula(node, "(x - runningMean) / √(runningVariance + ε)")}",
                Kernel(node, builder.Element),
                "Inference",
                [Operand.Write(output), scale, Operand.Read(input), Operand.Read(runningMean), Operand.Read(runningVariance), .. Affine(node), Rows(node), Channels(node), Epsilon(node, builder.Element)],
                InPlace: input));
            return;
        }

        builder.Add(new Step(
            $"{banner}: {Formula(node, "(x - mean) / √(variance + ε)")}, over n{Positions(node)} values per channel",
            Kernel(node, builder.Element),
            "Training",
            [
                Operand.Write(output),
                Operand.Write(builder.Keep(node, "Mean", node.Shape.Last, perSample: false)),
                Operand.Write(builder.Keep(node, "Inverse", node.Shape.Last, perSample: false)),
                scale,
                Operand.ReadWrite(runningMean),
                Operand.ReadWrite(runningVariance),
                Operand.Read(input),
                .. Affine(node),
                Rows(node),
                Channels(node),
                Epsilon(node, builder.Element),
                Operand.Real(LayerContext.Number(node.Attribute, "Momentum", DefaultMomentum)),
            ])); // Not in place: the statistics use the output as scratch while they read the input.
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        Tensor dOutput = builder.GradientOf(node)!;
        if (node.IsFrozen)
        {
            GradientTarget target = builder.Target(node.Inputs[0]);
            builder.Add(new Step(
                $"{BackwardBuilder.Banner(node)}: dInput {(target.Accumulate ? "+=" : "=")} dOutput{(IsAffine(node) ? " · gamma" : "")} / √(runningVariance + ε)",
                new ChannelScaleKernel(builder.Element, node.Shape.Last),
                target.Accumulate ? "Accumulate" : "Backward",
                [target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor), Operand.Read(dOutput), Operand.Read(builder.Kept(node, "Scale")), Rows(node)],
                InPlace: dOutput));
            return;
        }

        AddBackward(node, builder, Kernel(node, builder.Element), $"n{Positions(node)} values", takesInput =>
        [
            Operand.Write(Scratch(node, "Sums")),
            Operand.Write(Scratch(node, "Products")),
            .. takesInput ? (Operand[])[Operand.Write(Scratch(node, "Factors"))] : [],
            Operand.Read(builder.ValueOf(node.Inputs[0])),
            Operand.Read(builder.Kept(node, "Mean")),
            Operand.Read(builder.Kept(node, "Inverse")),
            Operand.Read(dOutput),
            .. takesInput ? Affine(node).Take(1) : [],
            Rows(node),
            Channels(node),
        ]);
    }

    protected override void Check(LayerContext context, bool isShapeKnown) => context.Number("Momentum", DefaultMomentum, m => m is >= 0 and <= 1, "from 0 to 1");

    private BatchNormKernel Kernel(Node node, ElementType element) => new(element, IsAffine(node));

    private static Operand Channels(Node node) => Operand.Whole(node.Shape.Last);

    private static string Positions(Node node) => node.Shape.Size == node.Shape.Last ? "" : " · " + Text(node.Shape.Size / node.Shape.Last);
}
