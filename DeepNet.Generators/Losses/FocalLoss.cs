using System.Globalization;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Losses;

/// <summary>Cross entropy times a power of what the label lacks of certainty, over the last dimension.</summary>
internal sealed class FocalLoss : LossDefinition
{
    public override string Name => "FocalLoss";

    public override void Check(LayerContext context)
    {
        context.NotNegative("Gamma");
        CheckClassWeights(context, "Alpha");
        CheckLogits(context);
    }

    public override bool TakesLabels(AttributeSpec attribute) => true;

    public override int TargetSize(AttributeSpec attribute, Shape output) => output.Size / output.Last;

    public override string Describe(LossNode loss)
    {
        string alpha = ClassWeights(loss.Attribute, "Alpha").Count > 0 ? "alpha · " : "";
        return $"Softmax + focal loss over {loss.Node.Shape.Last.ToString(CultureInfo.InvariantCulture)} classes: {alpha}(1 - p)^{Gamma(loss).ToString("R", CultureInfo.InvariantCulture)} · -log(p)";
    }

    public override LossFunction Function(LossNode loss) => new FocalCrossEntropy(loss.Node.Shape.Last, Gamma(loss), ClassWeights(loss.Attribute, "Alpha"));

    public override Operation? OutputActivation(LossNode loss, Tensor output) => SoftmaxOfOutput(loss, output);

    private static double Gamma(LossNode loss) => loss.Attribute.Number("Gamma");
}
