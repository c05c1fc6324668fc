using System.Globalization;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Losses;

/// <summary>Connectionist temporal classification: the likelihood of a sequence of labels, summed over all ways to align it with the steps.</summary>
internal sealed class CtcLoss : LossDefinition
{
    /// <summary>What stands behind the last label of a sample.</summary>
    private const int Padding = -1;

    public override string Name => "CtcLoss";

    public override void Check(LayerContext context)
    {
        int length = context.Count("TargetLength");
        Node node = context.Inputs[0];
        if (node.Shape.Sizes.Count != 2 || node.Shape.Last < 2)
        {
            context.Report("DEEP0312", null, -1, node.Name, node.Shape.ToString());
            return;
        }

        int steps = node.Shape.Sizes[0];
        if (length > steps)
        {
            context.Report("DEEP0313", "TargetLength", -1, length.ToString(CultureInfo.InvariantCulture), node.Name, steps.ToString(CultureInfo.InvariantCulture));
        }

        int blank = Blank(context.Attribute);
        if (blank < 0 || blank >= node.Shape.Last)
        {
            context.Report("DEEP0201", "Blank", -1, context.DisplayName, "Blank", $"from 0 to {(node.Shape.Last - 1).ToString(CultureInfo.InvariantCulture)}", blank.ToString(CultureInfo.InvariantCulture));
        }

        if (node.WithoutFlatten is { Layer: SoftmaxLayer, Name: var softmax })
        {
            context.Report("DEEP0302", null, -1, softmax, Name);
        }
    }

    public override bool TakesLabels(AttributeSpec attribute) => true;

    public override int? IgnoredLabel(AttributeSpec attribute) => Padding;

    public override int TargetSize(AttributeSpec attribute, Shape output) => TargetLength(attribute);

    public override string Describe(LossNode loss)
    {
        Shape shape = loss.Node.Shape;
        return $"CTC of up to {TargetLength(loss.Attribute).ToString(CultureInfo.InvariantCulture)} labels over {shape.Sizes[0].ToString(CultureInfo.InvariantCulture)} steps of {shape.Last.ToString(CultureInfo.InvariantCulture)} classes, blank {Blank(loss.Attribute).ToString(CultureInfo.InvariantCulture)}";
    }

    public override int Rows(LossNode loss) => 1;

    public override LossFunction Function(LossNode loss) =>
        new ConnectionistTemporalClassification(loss.Node.Shape.Sizes[0], loss.Node.Shape.Last, TargetLength(loss.Attribute), Blank(loss.Attribute));

    public override Operation? OutputActivation(LossNode loss, Tensor output) => SoftmaxOfOutput(loss, output);

    private static int TargetLength(AttributeSpec attribute) => attribute["TargetLength"] as int? ?? 1;

    private static int Blank(AttributeSpec attribute) => attribute.Whole("Blank");
}
