using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Emit.Cpu;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Losses;

/// <summary>Softmax and negative log likelihood in one kernel, over the last dimension.</summary>
internal sealed class CrossEntropyLoss : LossDefinition
{
    public override string Name => "CrossEntropyLoss";

    public override void Check(LayerContext context)
    {
        context.Fraction("LabelSmoothing", 0);
        Node node = context.Inputs[0];
        if (node.Shape.Last < 2)
        {
            context.Report("DEEP0300", null, -1, node.Name, node.Shape.ToString());
        }

        if (node.WithoutFlatten is { Layer: SoftmaxLayer, Name: var softmax })
        {
            context.Report("DEEP0302", null, -1, softmax);
        }
    }

    public override bool TakesLabels(AttributeSpec attribute) => !LayerContext.Flag(attribute, "DenseTargets");

    public override int TargetSize(AttributeSpec attribute, Shape output) => TakesLabels(attribute) ? Rows(output) : output.Size;

    public override string Describe(LossNode loss) => $"Softmax + cross entropy over {loss.Node.Shape.Last.ToString(CultureInfo.InvariantCulture)} classes";

    public override Step Step(LossNode loss, ElementType element, Tensor logits, Tensor? dLogits)
    {
        int rows = Rows(loss.Node.Shape);
        List<Operand> operands = [];
        if (dLogits is not null)
        {
            operands.Add(Operand.Write(dLogits));
        }

        string count = rows == 1 ? "n" : $"(n * {rows.ToString(CultureInfo.InvariantCulture)})";
        operands.AddRange([Operand.Read(logits), Operand.Read(loss.Target), Operand.Length(rows), Operand.Code($"{element.Literal(loss.Weight)} / {count}")]);
        return new Step(
            $"{Describe(loss)} of {loss.Node.Name}",
            new CrossEntropyKernel(element, loss.Node.Shape.Last, LayerContext.Number(loss.Attribute, "LabelSmoothing", 0), TakesLabels(loss.Attribute)),
            dLogits is null ? "Loss" : "LossAndGradient",
            operands,
            "loss += ",
            dLogits is null ? null : logits);
    }

    public override Step? Link(LossNode loss, ElementType element, Tensor output) => new(
        $"Softmax of {loss.Node.Name}",
        new SoftmaxKernel(element, loss.Node.Shape.Last),
        "Forward",
        [Operand.ReadWrite(output), Operand.Read(output), Operand.Length(Rows(loss.Node.Shape))]);

    private static int Rows(Shape output) => output.Size / output.Last;
}
