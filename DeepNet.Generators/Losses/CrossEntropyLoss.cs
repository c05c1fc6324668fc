using System.Globalization;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Losses;

/// <summary>Softmax and negative log likelihood in one kernel, over the last dimension.</summary>
internal sealed class CrossEntropyLoss : LossDefinition
{
    public override string Name => "CrossEntropyLoss";

    public override void Check(LayerContext context)
    {
        context.Fraction("LabelSmoothing");
        CheckClassWeights(context, "ClassWeights");
        if (IgnoredLabel(context.Attribute) is not null && !TakesLabels(context.Attribute))
        {
            context.Report("DEEP0314", "IgnoreIndex", -1);
        }

        CheckLogits(context);
    }

    public override bool TakesLabels(AttributeSpec attribute) => !attribute.Flag("DenseTargets");

    public override int? IgnoredLabel(AttributeSpec attribute) => attribute["IgnoreIndex"] as int?;

    public override int TargetSize(AttributeSpec attribute, Shape output) => TakesLabels(attribute) ? output.Size / output.Last : output.Size;

    public override string Describe(LossNode loss)
    {
        string ignored = IgnoredLabel(loss.Attribute) is { } label ? $", without label {label.ToString(CultureInfo.InvariantCulture)}" : "";
        string weighted = ClassWeights(loss.Attribute, "ClassWeights").Count > 0 ? "weighted " : "";
        return $"Softmax + {weighted}cross entropy over {loss.Node.Shape.Last.ToString(CultureInfo.InvariantCulture)} classes{ignored}";
    }

    public override LossFunction Function(LossNode loss) => new CrossEntropy(loss.Node.Shape.Last,
        loss.Attribute.Number("LabelSmoothing"),
        TakesLabels(loss.Attribute),
        ClassWeights(loss.Attribute, "ClassWeights"),
        IgnoredLabel(loss.Attribute));

    public override Operation? OutputActivation(LossNode loss, Tensor output) => SoftmaxOfOutput(loss, output);
}
