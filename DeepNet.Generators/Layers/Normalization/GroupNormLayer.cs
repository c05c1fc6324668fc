using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Normalization;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>Normalises each sample over positions and groups of channels.</summary>
internal class GroupNormLayer : NormalizationLayer
{
    public override string Name => "GroupNorm";

    public override long Flops(Node node) => (IsAffine(node) ? 8L : 6L) * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => "normalizes over all steps";

    public override string Describe(Node node) => $"{node.Title} of {Text(node.Shape.Last)} channels in {Text(Groups(node))} group{(Groups(node) == 1 ? "" : "s")}";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        int channels = node.Shape.Last;
        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new Step(
            $"{ForwardBuilder.Banner(node)}: {Formula(node, "(x - mean) / √(variance + ε)")}, over {Over(node)} of a sample",
            Kernel(node, builder.Element),
            "Forward",
            [
                Operand.Write(builder.NewValue(node)),
                Operand.Write(builder.Keep(node, "Mean", channels, perSample: true)),
                Operand.Write(builder.Keep(node, "Inverse", channels, perSample: true)),
                Operand.Write(Scratch(node, "Scale")),
                Operand.Write(Scratch(node, "Lost")),
                Operand.Read(input),
                .. Affine(node),
                Operand.Batch,
                Epsilon(node, builder.Element),
            ],
            InPlace: input));
    }

    public override void Backward(Node node, BackwardBuilder builder) =>
        AddBackward(node, builder, Kernel(node, builder.Element), Over(node), takesInput =>
        [
            Operand.Write(Scratch(node, "Sums")),
            Operand.Write(Scratch(node, "Products")),
            .. takesInput ? (Operand[])[Operand.Write(Scratch(node, "Factors"))] : [],
            Operand.Read(builder.ValueOf(node.Inputs[0])),
            Operand.Read(builder.Kept(node, "Mean")),
            Operand.Read(builder.Kept(node, "Inverse")),
            Operand.Read(builder.GradientOf(node)!),
            .. takesInput ? Affine(node).Take(1) : [],
            Operand.Batch,
        ]);

    protected override void Check(LayerContext context, bool isShapeKnown)
    {
        int channels = context.Inputs[0].Shape.Last;
        int groups = context.Count("Groups");
        if (groups < 1 || !isShapeKnown)
        {
            return;
        }

        if (channels % groups != 0)
        {
            string quotient = ((double)channels / groups).ToString("0.##", CultureInfo.InvariantCulture);
            context.Report("DEEP0130", "Groups", -1, context.DisplayName, Text(channels), context.Inputs[0].Name, $"{Text(channels)} / {Text(groups)} = {quotient}");
        }
        else
        {
            CheckValues(context, context.Inputs[0].Shape.Elements / groups, "group");
        }
    }

    protected virtual int Groups(Node node) => node.Attribute["Groups"] as int? ?? 1;

    private GroupNormKernel Kernel(Node node, ElementType element) =>
        new(element, node.Shape.Size / node.Shape.Last, node.Shape.Last, Groups(node), IsAffine(node));

    private string Over(Node node)
    {
        int positions = node.Shape.Size / node.Shape.Last;
        int width = node.Shape.Last / Groups(node);
        return width == 1 ? $"{Text(positions)} positions" : $"{Text(positions)} · {Text(width)} values";
    }
}
