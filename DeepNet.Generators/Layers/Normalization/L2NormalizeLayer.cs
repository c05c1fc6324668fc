using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Normalization;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>Scales every row of the last axis to length 1.</summary>
internal sealed class L2NormalizeLayer : LayerDefinition
{
    public override string Name => "L2Normalize";

    public override Shape? InferShape(LayerContext context)
    {
        context.Positive("Epsilon", 1e-12);
        return context.HasErrors ? null : context.Inputs[0].Shape;
    }

    public override long Flops(Node node) => 3L * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title} over {node.Shape.Last}";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new Step(
            $"{ForwardBuilder.Banner(node)}: x / max(√Σx², ε)",
            Kernel(node, builder.Element),
            "Forward",
            [Operand.Write(builder.NewValue(node)), Operand.Read(input), Rows(node)]));
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        GradientTarget target = builder.Target(node.Inputs[0]);
        builder.Add(new Step(
            $"{BackwardBuilder.Banner(node)}: dInput = (dOutput - y · Σ dOutput · y) / √Σx²",
            Kernel(node, builder.Element),
            target.Accumulate ? "Accumulate" : "Backward",
            [
                target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor),
                Operand.Read(builder.ValueOf(node.Inputs[0])),
                Operand.Read(builder.GradientOf(node)!),
                Rows(node),
            ]));
    }

    private static L2NormalizeKernel Kernel(Node node, ElementType element) => new(element, node.Shape.Last, LayerContext.Number(node.Attribute, "Epsilon", 1e-12));

    private static Operand Rows(Node node) => Operand.Length(node.Shape.Size / node.Shape.Last);
}
