using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Losses;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers;

/// <summary>The normalised exponential over the last dimension.</summary>
internal sealed class SoftmaxLayer : LayerDefinition
{
    public override string Name => "Softmax";

    public override Shape? InferShape(LayerContext context) => context.Inputs[0].Shape;

    public override long Flops(Node node) => 5L * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title} over {node.Shape.Last}";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new Step(
            $"{ForwardBuilder.Banner(node)}: exp(x - max) / Σ exp(x - max)",
            new SoftmaxKernel(builder.Element, node.Shape.Last),
            "Forward",
            [Operand.Write(builder.NewValue(node)), Operand.Read(input), Rows(node)],
            InPlace: input));
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        GradientTarget target = builder.Target(node.Inputs[0]);
        Tensor dOutput = builder.GradientOf(node)!;
        builder.Add(new Step(
            $"{BackwardBuilder.Banner(node)}: dInput = y · (dOutput - Σ dOutput · y)",
            new SoftmaxKernel(builder.Element, node.Shape.Last),
            target.Accumulate ? "Accumulate" : "Backward",
            [
                target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor),
                Operand.Read(builder.ValueOf(node)),
                Operand.Read(dOutput),
                Rows(node),
            ],
            InPlace: dOutput));
    }

    private static Operand Rows(Node node) => Operand.Length(node.Shape.Size / node.Shape.Last);
}
