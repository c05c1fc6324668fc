using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>Puts the axes of a sample in another order.</summary>
internal sealed class PermuteLayer : LayerDefinition
{
    public override string Name => "Permute";

    public override Shape? InferShape(LayerContext context)
    {
        Shape input = context.Inputs[0].Shape;
        EquatableArray<int> axes = Axes(context.Attribute);
        if (!context.HasKnownInputs)
        {
            return null;
        }

        if (axes.Count != input.Rank || !axes.OrderBy(a => a).SequenceEqual(Enumerable.Range(0, input.Rank)))
        {
            context.Report("DEEP0156", "Axes", -1, context.DisplayName, input.ToString(), $"0 to {input.Rank - 1}", axes.Count == 0 ? "none" : string.Join(", ", axes));
            return null;
        }

        return new Shape(axes.Select(a => input.Sizes[a]).ToEquatableArray());
    }

    public override string? NeedsOtherSteps(Node node) => Axes(node.Attribute)[0] == 0 ? null : "puts the steps behind another axis";

    public override string Describe(Node node) => $"{node.Title} {node.Inputs[0].Shape}→{node.Shape}";

    public override void Forward(Node node, ForwardBuilder builder) => builder.Add(new Step(
        $"{ForwardBuilder.Banner(node)}: axes {string.Join(", ", Axes(node.Attribute))}",
        new PermuteKernel(builder.Element, node.Inputs[0].Shape.Sizes, Axes(node.Attribute)),
        "Copy",
        [Operand.Write(builder.NewValue(node)), Operand.Read(builder.ValueOf(node.Inputs[0])), Operand.Batch]));

    public override void Backward(Node node, BackwardBuilder builder)
    {
        EquatableArray<int> axes = Axes(node.Attribute);
        GradientTarget target = builder.Target(node.Inputs[0]);
        builder.Add(new Step(
            $"{BackwardBuilder.Banner(node)}: the axes in their first order",
            new PermuteKernel(builder.Element, node.Shape.Sizes, Enumerable.Range(0, axes.Count).Select(a => axes.ToList().IndexOf(a)).ToEquatableArray()),
            target.Accumulate ? "Accumulate" : "Copy",
            [target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor), Operand.Read(builder.GradientOf(node)!), Operand.Batch]));
    }

    private static EquatableArray<int> Axes(AttributeSpec attribute) => attribute["Axes"] is EquatableArray<int> axes ? axes : EquatableArray<int>.Empty;
}
