using System.Globalization;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Losses;

/// <summary>The hinge of every other class's score against the label's, over the last dimension.</summary>
internal sealed class MultiClassHingeLoss : LossDefinition
{
    public override string Name => "MultiClassHingeLoss";

    public override void Check(LayerContext context)
    {
        context.PositiveForSquare("Margin");
        CheckClasses(context);
    }

    public override bool TakesLabels(AttributeSpec attribute) => true;

    public override int TargetSize(AttributeSpec attribute, Shape output) => output.Size / output.Last;

    public override string Describe(LossNode loss) =>
        $"Multi-class hinge over {loss.Node.Shape.Last.ToString(CultureInfo.InvariantCulture)} classes: Σ max({Margin(loss).ToString("R", CultureInfo.InvariantCulture)} - x[label] + x[i], 0){(IsSquared(loss) ? "²" : "")} / classes";

    public override LossFunction Function(LossNode loss) => new MultiClassHinge(loss.Node.Shape.Last, Margin(loss), IsSquared(loss));

    private static double Margin(LossNode loss) => loss.Attribute.Number("Margin");

    private static bool IsSquared(LossNode loss) => loss.Attribute.Flag("Squared");
}
