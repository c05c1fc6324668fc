using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Losses;

/// <summary>A loss that compares each output with its own target; the mean over elements and batch. Each is a row of <see cref="Table"/>.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="function">The function for an attribute's arguments.</param>
/// <param name="check">The check of the arguments, if there are any.</param>
/// <param name="outputActivation">What <c>Predict</c> applies to the output, or null.</param>
internal sealed class ElementwiseLoss(string name, Func<AttributeSpec, ElementwiseLossFunction> function, Action<LayerContext>? check = null, Func<AttributeSpec, Elementwise?>? outputActivation = null) : LossDefinition
{
    private static readonly Expression X = Variable("x");
    private static readonly Expression T = Variable("target");
    private static readonly Expression Error = X - T;

    /// <summary>What keeps the logarithm of a predicted rate finite, as in PyTorch.</summary>
    private const double RateFloor = 1e-8;

    private static Elementwise Exponential { get; } = new("Exponential", "exp(x)", Exp(X), Variable("dy") * Variable("y"), Saved.Output, "GlorotUniform", 1);

    public static IEnumerable<LossDefinition> Table { get; } =
    [
        new ElementwiseLoss("BinaryCrossEntropyLoss", a => BinaryCrossEntropy(a.Number("PosWeight")), c => c.Positive("PosWeight"), _ => ElementwiseLayer.Logistic),
        new ElementwiseLoss("BinaryFocalLoss", a => BinaryFocal(a.Number("Gamma"), a["Alpha"] is null ? null : a.Number("Alpha")), CheckFocal, _ => ElementwiseLayer.Logistic),
        Row("MeanSquaredErrorLoss", "(x - target)²", Error * Error, 2 * Error),
        Row("MeanAbsoluteErrorLoss", "|x - target|", Abs(Error), Sign(Error)),
        new ElementwiseLoss("HuberLoss", a => Huber(a.Number("Delta")), c => c.Positive("Delta")),
        Row("LogCoshLoss", "log(cosh(x - target))", LogCosh(Error), Tanh(Error)),
        new ElementwiseLoss("HingeLoss", a => Hinge(a.Flag("Squared"))),
        new ElementwiseLoss("QuantileLoss", a => Pinball(a.Number("Quantile")), c => c.Number("Quantile", q => q is > 0 and < 1, "more than 0 and less than 1")),
        new ElementwiseLoss("PoissonLoss", a => Poisson(TakesLogRate(a)), null, a => TakesLogRate(a) ? Exponential : null),
    ];

    public override string Name => name;

    public override void Check(LayerContext context)
    {
        check?.Invoke(context);
        Node node = context.Inputs[0].WithoutFlatten;
        if (outputActivation?.Invoke(context.Attribute) == ElementwiseLayer.Logistic && node.Layer is { Name: "Sigmoid" or "Softmax" })
        {
            context.Report("DEEP0303", null, -1, node.Layer.Name, node.Name, name);
        }
    }

    public override string Describe(LossNode loss) => $"{name}: {function(loss.Attribute).Formula}, mean";

    public override string Banner(LossNode loss) => $"{Describe(loss)}, of {loss.Node.Name}";

    public override LossFunction Function(LossNode loss) => function(loss.Attribute);

    public override int Rows(LossNode loss) => loss.Node.Shape.Size;

    public override Operation? OutputActivation(LossNode loss, Tensor output) => outputActivation?.Invoke(loss.Attribute) is { } operation
        ? new Activation($"{operation.Name} of {loss.Node.Name}", loss.Node.Shape.Size, operation) { Output = output, Input = output }
        : null;

    private static ElementwiseLoss Row(string name, string formula, Expression value, Expression derivative)
    {
        ElementwiseLossFunction function = new(name.Replace("Loss", ""), formula, value, derivative);
        return new ElementwiseLoss(name, _ => function);
    }

    private static bool TakesLogRate(AttributeSpec attribute) => attribute.Flag("LogInput");

    private static void CheckFocal(LayerContext context)
    {
        context.NotNegative("Gamma");
        if (context.Attribute["Alpha"] is not null)
        {
            context.Number("Alpha", a => a is > 0 and < 1, "more than 0 and less than 1");
        }
    }

    private static Expression Sign(Expression x) => Select(x > 0, 1, Select(x < 0, -1.0, 0));

    private static Expression Softplus(Expression x) => Max(x, 0) + Log1p(Exp(-Abs(x)));

    /// <summary>
    /// With <c>v = exp(-|x|) - 1</c> it is <c>log(1 + v² / (2 (1 + v)))</c>, which keeps its digits near 0, and <c>|x| - log 2 + log(1 + (1 + v)²)</c>, which does not overflow.
    /// </summary>
    private static Expression LogCosh(Expression x)
    {
        Expression v = Expm1(-Abs(x));
        Comparison isSmall = Abs(x) < 1;
        return Select(isSmall, 0, Abs(x) - Math.Log(2)) + Log1p(Select(isSmall, 0.5 * v * v / (1 + v), (1 + v) * (1 + v)));
    }

    private static ElementwiseLossFunction BinaryCrossEntropy(double posWeight)
    {
        // |x| times what the target lacks on its side: no difference of two large numbers, and an infinite logit on the target's side costs nothing.
        Expression rest = Log1p(Exp(-Abs(X)));
        if (posWeight == 1)
        {
            return new ElementwiseLossFunction(
                "BinaryCrossEntropy", "|x| · (x > 0 ? 1 - target : target) + log(1 + exp(-|x|))", Weighted(Select(X > 0, 1 - T, T), Abs(X)) + rest, Sigmoid(X) - T);
        }

        Expression weight = 1 + (posWeight - 1) * T;
        return new ElementwiseLossFunction(
            "BinaryCrossEntropy_Pos" + Mark(posWeight),
            $"(1 - target) · x + (1 + {Text(posWeight - 1)} · target) · log(1 + exp(-x))",
            Weighted(Select(X > 0, 1 - T, posWeight * T), Abs(X)) + weight * rest,
            1 - T - weight * Sigmoid(-X));
    }

    /// <summary>With <c>m = (2 · target - 1) · x</c>, the probability of the target is <c>sigmoid(m)</c>, and both of its logarithms are softplus functions.</summary>
    private static ElementwiseLossFunction BinaryFocal(double gamma, double? alpha)
    {
        Expression sign = 2 * T - 1;
        Expression m = sign * X;
        Expression focus = Exp(-gamma * Softplus(m));
        ElementwiseLossFunction plain = new(
            "BinaryFocal_" + Mark(gamma),
            $"(1 - p)^{Text(gamma)} · -log(p), p = sigmoid((2 · target - 1) · x)",
            gamma == 0 ? Softplus(-m) : Weighted(focus, Softplus(-m)),
            gamma == 0 ? -sign * Sigmoid(-m) : -sign * (focus * (gamma * Weighted(Sigmoid(m), Softplus(-m)) + Sigmoid(-m))));
        if (alpha is not { } a)
        {
            return plain;
        }

        Expression balance = a * T + (1 - a) * (1 - T);
        return new ElementwiseLossFunction($"{plain.Name}_{Mark(a)}", $"(target = 1 ? {Text(a)} : {Text(1 - a)}) · {plain.Formula}", balance * plain.Value, balance * plain.Derivative);
    }

    private static ElementwiseLossFunction Huber(double delta) => new(
        "Huber" + (delta == ArgumentDefaults.Number("HuberLoss", "Delta") ? "" : "_" + Mark(delta)),
        $"|e| <= {Text(delta)} ? e² / 2 : {Text(delta)} · (|e| - {Text(delta)} / 2)",
        Select(Abs(Error) < delta, 0.5 * Error * Error, delta * (Abs(Error) - 0.5 * delta)),
        Max(Min(Error, delta), -delta));

    private static ElementwiseLossFunction Hinge(bool isSquared)
    {
        Expression violation = Max(1 - T * X, 0);
        return isSquared
            ? new ElementwiseLossFunction("SquaredHinge", "max(1 - target · x, 0)²", violation * violation, -2 * T * violation)
            : new ElementwiseLossFunction("Hinge", "max(1 - target · x, 0)", violation, Select(T * X < 1, -T, 0));
    }

    private static ElementwiseLossFunction Pinball(double quantile) => new(
        "Quantile_" + Mark(quantile),
        $"e > 0 ? {Text(quantile)} · e : {Text(quantile - 1)} · e, e = target - x",
        Max(-quantile * Error, (1 - quantile) * Error),
        Select(Error > 0, 1 - quantile, Select(Error < 0, -quantile, 0)));

    private static ElementwiseLossFunction Poisson(bool takesLogRate) => takesLogRate
        ? new ElementwiseLossFunction("Poisson", "exp(x) - target · x", Exp(X) - Weighted(T, X), Exp(X) - T)
        : new ElementwiseLossFunction("PoissonRate", "x - target · log(x + 1e-8)", X - Weighted(T, Log(X + RateFloor)), 1 - T / (X + RateFloor));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number as a part of a class's name.</summary>
    private static string Mark(double value) => NumberName.Of(value);
}
