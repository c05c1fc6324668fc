using System.Globalization;
using System.Linq;
using System.Numerics;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>Gives the elements of a sample another shape; the memory stays as it is.</summary>
internal sealed class ReshapeLayer : LayerDefinition
{
    public override string Name => "Reshape";

    public override Shape? InferShape(LayerContext context)
    {
        EquatableArray<int> sizes = context.Attribute["Shape"] is EquatableArray<int> given ? given : EquatableArray<int>.Empty;
        Shape input = context.Inputs[0].Shape;
        BigInteger known = 1;
        int open = -1;
        for (int i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] == -1 && open < 0)
            {
                open = i;
            }
            else if (sizes[i] < 1)
            {
                context.Report("DEEP0200", "Shape", i, context.DisplayName, "every size (or -1 for one)", Text(sizes[i]));
                return null;
            }
            else
            {
                known *= sizes[i];
            }
        }

        if (!context.HasKnownInputs)
        {
            return null;
        }

        if (sizes.Count is < 1 or > 4 || (open < 0 ? known != input.Elements : input.Elements % known != 0))
        {
            string product = sizes.Count == 0 ? "no sizes" : string.Join(" * ", sizes.Select(s => s == -1 ? "?" : Text(s)));
            context.Report("DEEP0155", "Shape", -1, context.DisplayName, input.ToString(), input.Elements.ToString(CultureInfo.InvariantCulture), product + (open < 0 && sizes.Count > 0 ? " = " + known.ToString(CultureInfo.InvariantCulture) : ""));
            return null;
        }

        return new Shape(sizes.Select(s => s == -1 ? (int)(input.Elements / known) : s).ToEquatableArray());
    }

    public override string? NeedsOtherSteps(Node node) => "gives the steps of the whole sequence another shape";

    public override string Describe(Node node) => $"{node.Title} {node.Inputs[0].Shape}→{node.Shape}";

    public override void Forward(Node node, ForwardBuilder builder) => builder.SetValue(node, builder.ValueOf(node.Inputs[0]));

    public override void Backward(Node node, BackwardBuilder builder) => builder.PassThrough(builder.GradientOf(node)!, node.Inputs);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
