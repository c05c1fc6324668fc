using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Normalization;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>Normalises rows of features by mean and deviation.</summary>
internal class LayerNormLayer : NormalizationLayer
{
    public override string Name => "LayerNorm";

    public override long Flops(Node node) => (HasBeta ? IsAffine(node) ? 8L : 6L : IsAffine(node) ? 4L : 3L) * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title} over {Text(node.Shape.Last)} features";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        int rows = node.Shape.Size / node.Shape.Last;
        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new Step(
            $"{ForwardBuilder.Banner(node)}: {Formula(node, HasBeta ? "(x - mean) / √(variance + ε)" : "x / √(mean(x²) + ε)")}",
            Kernel(node, builder.Element),
            "Forward",
            [
                Operand.Write(builder.NewValue(node)),
                .. HasBeta ? (Operand[])[Operand.Write(builder.Keep(node, "Mean", rows, perSample: true))] : [],
                Operand.Write(builder.Keep(node, "Inverse", rows, perSample: true)),
                Operand.Read(input),
                .. Affine(node),
                Rows(node),
                Epsilon(node, builder.Element),
            ],
            InPlace: input));
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        IEnumerable<Operand> mean = HasBeta ? [Operand.Read(builder.Kept(node, "Mean"))] : [];
        AddBackward(node, builder, Kernel(node, builder.Element), $"{Text(node.Shape.Last)} features", takesInput =>
        [
            Operand.Read(builder.ValueOf(node.Inputs[0])),
            .. mean,
            Operand.Read(builder.Kept(node, "Inverse")),
            Operand.Read(builder.GradientOf(node)!),
            .. takesInput ? Affine(node).Take(1) : [],
            Rows(node),
        ]);
    }

    protected override void Check(LayerContext context, bool isShapeKnown)
    {
        if (isShapeKnown)
        {
            CheckValues(context, context.Inputs[0].Shape.Last, "row of features");
        }
    }

    private RowNormKernel Kernel(Node node, ElementType element) => new(element, node.Shape.Last, HasBeta, IsAffine(node));
}
