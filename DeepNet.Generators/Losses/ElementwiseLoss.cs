using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Emit.Cpu;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Losses;

/// <summary>An elementwise loss with its arguments filled in: value and derivative as functions of <c>x</c> and <c>target</c>.</summary>
internal sealed record LossFunction(string Name, string Formula, Expression Value, Expression Derivative);

/// <summary>A loss that compares each output with its own target; the mean over elements and batch. Each is a row of <see cref="Table"/>.</summary>
internal sealed class ElementwiseLoss(string name, Func<AttributeSpec, LossFunction> function, Action<LayerContext>? check = null, bool takesLogits = false) : LossDefinition
{
    private static readonly Expression X = Variable("x");
    private static readonly Expression T = Variable("target");
    private static readonly Expression Error = X - T;

    public static IEnumerable<LossDefinition> Table { get; } =
    [
        Row("BinaryCrossEntropyLoss", "max(x, 0) - x · target + log(1 + exp(-|x|))", Max(X, 0) - X * T + Log1p(Exp(-Abs(X))), Sigmoid(X) - T, takesLogits: true),
        Row("MeanSquaredErrorLoss", "(x - target)²", Error * Error, 2 * Error),
        Row("MeanAbsoluteErrorLoss", "|x - target|", Abs(Error), Select(X > T, 1, Select(X < T, -1.0, 0))),
        new ElementwiseLoss("HuberLoss", a => Huber(LayerContext.Number(a, "Delta", 1)), c => c.Positive("Delta", 1)),
    ];

    public override string Name => name;

    public override void Check(LayerContext context)
    {
        check?.Invoke(context);
        Node node = context.Inputs[0].WithoutFlatten;
        if (takesLogits && node.Layer is { Name: "Sigmoid" or "Softmax" })
        {
            context.Report("DEEP0303", null, -1, node.Layer.Name, node.Name);
        }
    }

    public override string Describe(LossNode loss) => $"{name}: {function(loss.Attribute).Formula}, mean";

    public override Step Step(LossNode loss, ElementType element, Tensor logits, Tensor? dLogits)
    {
        List<Operand> operands = [];
        if (dLogits is not null)
        {
            operands.Add(Operand.Write(dLogits));
        }

        int size = loss.Node.Shape.Size;
        string count = size == 1 ? "n" : $"(n * {size.ToString(CultureInfo.InvariantCulture)})";
        operands.AddRange([Operand.Read(logits), Operand.Read(loss.Target), Operand.Length(size), Operand.Code($"{element.Literal(loss.Weight)} / {count}")]);
        return new Step(
            $"{Describe(loss)}, of {loss.Node.Name}",
            new ElementwiseLossKernel(element, function(loss.Attribute)),
            dLogits is null ? "Loss" : "LossAndGradient",
            operands,
            "loss += ",
            dLogits is null ? null : logits);
    }

    public override Step? Link(LossNode loss, ElementType element, Tensor output) => !takesLogits ? null : new Step(
        $"Sigmoid of {loss.Node.Name}",
        new ElementwiseKernel(element, ElementwiseLayer.Logistic),
        "Forward",
        [Operand.ReadWrite(output), Operand.Read(output), Operand.Length(loss.Node.Shape.Size)]);

    private static ElementwiseLoss Row(string name, string formula, Expression value, Expression derivative, bool takesLogits = false)
    {
        LossFunction function = new(name.Replace("Loss", ""), formula, value, derivative);
        return new ElementwiseLoss(name, _ => function, takesLogits: takesLogits);
    }

    private static LossFunction Huber(double delta)
    {
        string text = delta.ToString("R", CultureInfo.InvariantCulture);
        return new LossFunction(
            "Huber" + (delta == 1 ? "" : "_" + text.Replace('.', 'p').Replace('-', 'm').Replace("+", "")),
            $"|e| <= {text} ? e² / 2 : {text} · (|e| - {text} / 2)",
            Select(Abs(Error) < delta, 0.5 * Error * Error, delta * (Abs(Error) - 0.5 * delta)),
            Max(Min(Error, delta), -delta));
    }
}
