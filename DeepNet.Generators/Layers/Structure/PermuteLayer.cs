using System.Linq;
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

    public override void Forward(Node node, ForwardBuilder builder) => builder.Add(
        new Permutation($"{ForwardBuilder.Banner(node)}: axes {string.Join(", ", Axes(node.Attribute))}", node.Inputs[0].Shape.Sizes, Axes(node.Attribute))
        {
            Output = builder.NewValue(node),
            Input = builder.ValueOf(node.Inputs[0]),
        });

    public override void Backward(Node node, BackwardBuilder builder)
    {
        EquatableArray<int> axes = Axes(node.Attribute);
        EquatableArray<int> back = Enumerable.Range(0, axes.Count).Select(a => axes.ToList().IndexOf(a)).ToEquatableArray();
        GradientTarget target = builder.Target(node.Inputs[0]);
        builder.Add(new Permutation($"{BackwardBuilder.Banner(node)}: the axes in their first order", node.Shape.Sizes, back)
        {
            Output = target.Tensor,
            Accumulate = target.Accumulate,
            Input = builder.GradientOf(node)!,
        });
    }

    private static EquatableArray<int> Axes(AttributeSpec attribute) => attribute["Axes"] is EquatableArray<int> axes ? axes : EquatableArray<int>.Empty;
}
