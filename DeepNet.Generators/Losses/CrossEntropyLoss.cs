using System.Globalization;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Losses;
using DeepNet.Generators.Emit;
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
        context.Fraction("LabelSmoothing", 0);
        CheckClassWeights(context, "ClassWeights");
        if (IgnoredLabel(context.Attribute) is not null && !TakesLabels(context.Attribute))
        {
            context.Report("DEEP0314", "IgnoreIndex", -1);
        }

        CheckLogits(context);
    }

    public override bool TakesLabels(AttributeSpec attribute) => !LayerContext.Flag(attribute, "DenseTargets");

    public override int? IgnoredLabel(AttributeSpec attribute) => attribute["IgnoreIndex"] as int?;

    public override int TargetSize(AttributeSpec attribute, Shape output) => TakesLabels(attribute) ? output.Size / output.Last : output.Size;

    public override string Describe(LossNode loss)
    {
        string ignored = IgnoredLabel(loss.Attribute) is { } label ? $", without label {label.ToString(CultureInfo.InvariantCulture)}" : "";
        string weighted = ClassWeights(loss.Attribute, "ClassWeights").Count > 0 ? "weighted " : "";
        return $"Softmax + {weighted}cross entropy over {loss.Node.Shape.Last.ToString(CultureInfo.InvariantCulture)} classes{ignored}";
    }

    public override KernelSpec Kernel(LossNode loss, ElementType element) => new CrossEntropyKernel(
        element,
        loss.Node.Shape.Last,
        LayerContext.Number(loss.Attribute, "LabelSmoothing", 0),
        TakesLabels(loss.Attribute),
        ClassWeights(loss.Attribute, "ClassWeights"),
        IgnoredLabel(loss.Attribute));

    /// <summary>With labels that count differently, the mean is over what they count together, which only the kernel can tell.</summary>
    public override string Scale(LossNode loss, ElementType element) => Counting(loss, element) is { } kernel
        ? $"global::DeepNet.Generated.{kernel.ClassName}.Scale(ref {loss.Target!.Identifier}, {Operand.Length(Rows(loss)).Text}, {element.Literal(loss.Weight)})"
        : base.Scale(loss, element);

    public override LabelCount? LabelCount(LossNode loss, ElementType element) => Counting(loss, element) is { } kernel
        ? new(kernel.ClassName, kernel.ClassWeights.Count > 0 ? "the sum of the labels' weights" : "the number of labels that count")
        : null;

    public override Step? OutputActivation(LossNode loss, ElementType element, Tensor output) => SoftmaxOfOutput(loss, element, output);

    /// <summary>The kernel, if labels count differently.</summary>
    private CrossEntropyKernel? Counting(LossNode loss, ElementType element) => Kernel(loss, element) is CrossEntropyKernel { CountsLabels: true } kernel ? kernel : null;
}
