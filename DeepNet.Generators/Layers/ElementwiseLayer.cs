using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Layers;

/// <summary>A layer that maps each element by itself. Each activation is a row of <see cref="Table"/>.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="operation">The operation for an attribute's arguments.</param>
/// <param name="check">The check of the arguments, if there are any.</param>
internal class ElementwiseLayer(string name, Func<AttributeSpec, Elementwise> operation, Action<LayerContext>? check = null) : LayerDefinition
{
    private static readonly Expression X = Variable("x");
    private static readonly Expression Y = Variable("y");
    private static readonly Expression DY = Variable("dy");

    /// <summary>Klambauer et al. 2017, arXiv:1706.02515, equation 14.</summary>
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    /// <summary>The sigmoid, which <c>Predict</c> also applies to the logits of a binary cross entropy.</summary>
    public static Elementwise Logistic { get; } = new("Sigmoid", "1 / (1 + exp(-x))", Sigmoid(X), DY * Y * (1 - Y), Saved.Output, "GlorotUniform", 1);

    // Not 1 + erf, which far below 0 is the difference of two numbers near 1.
    private static Elementwise Gelu { get; } = new("Gelu", "x · Φ(x), Φ(x) = (1 + erf(x / √2)) / 2",
        X * NormalCdf(X), DY * (NormalCdf(X) + X * NormalDensity(X)), Saved.Input, "HeNormal", 5);

    private static Elementwise TanhGelu { get; } = MakeTanhGelu();

    // The input is kept, not the output: the slope may come to be negative.
    private static Elementwise PReLU { get; } = new("PReLU", "x > 0 ? x : slope · x", Select(X > 0, X, Variable("slope") * X), Select(X > 0, DY, Variable("slope") * DY), Saved.Input, "HeNormal", 2)
    {
        Learned = new LearnedOperand("Slope", Select(X > 0, 0, X * DY)),
    };

    public static IEnumerable<LayerDefinition> Table { get; } =
    [
        Row("ReLU", "max(x, 0)", Max(X, 0), Select(Y > 0, DY, 0), Saved.Output, "HeNormal", 1),
        new ElementwiseLayer("LeakyReLU", a => LeakyReLU(a.Number("Slope")), c => c.NotNegative("Slope")),
        new ElementwiseLayer("Elu", a => Elu(a.Number("Alpha")), c => c.Positive("Alpha")),
        Row("Selu", "scale · (x > 0 ? x : alpha · (exp(x) - 1))",
            Select(X > 0, SeluScale * X, SeluScale * SeluAlpha * Expm1(Min(X, 0))),
            Select(Y > 0, SeluScale * DY, (Y + SeluScale * SeluAlpha) * DY), Saved.Output, "LeCunNormal", 4),
        new ElementwiseLayer("Gelu", a => a.Flag("Approximate") ? TanhGelu : Gelu),
        Row("Silu", "x · sigmoid(x)", X * Sigmoid(X), DY * Sigmoid(X) * (1 + X * (1 - Sigmoid(X))), Saved.Input, "HeNormal", 2),
        new ElementwiseLayer("Sigmoid", _ => Logistic),
        Row("Tanh", "tanh(x)", Tanh(X), DY * (1 - Y * Y), Saved.Output, "GlorotUniform", 1),
        Row("Softplus", "log(1 + exp(x))", Max(X, 0) + Log1p(Exp(-Abs(X))), DY * Sigmoid(X), Saved.Input, "HeNormal", 4),
        Row("HardSwish", "x · min(max(x + 3, 0), 6) / 6", X * (Min(Max(X + 3, 0), 6) * (1.0 / 6)),
            Select(X > 3, DY, Select(X > -3, DY * (X * (1.0 / 3) + 0.5), 0)), Saved.Input, "HeNormal", 5),
        new LearnedElementwiseLayer("PReLU", _ => PReLU, c => c.Number("InitialSlope", v => !double.IsNaN(v) && !double.IsInfinity(v), "finite")),
    ];

    public override string Name => name;

    public Elementwise Operation(Node node) => operation(node.Attribute);

    public override Shape? InferShape(LayerContext context)
    {
        check?.Invoke(context);
        return context.HasErrors ? null : context.Inputs[0].Shape;
    }

    public override long Flops(Node node) => (long)Operation(node).Flops * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => null;

    public override string Describe(Node node) => node.Title;

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new Activation($"{ForwardBuilder.Banner(node)}: {Operation(node).Formula}", node.Shape.Size, Operation(node)) { Output = builder.NewValue(node), Input = input, Learned = node.Learned?.Tensor });
    }

    public override void Backward(Node node, BackwardBuilder builder) =>
        builder.Add(new ActivationGradient($"{BackwardBuilder.Banner(node)}: derivative", node.Shape.Size, Operation(node))
        {
            DInput = builder.Target(node.Inputs[0]),
            Saved = SavedOf(node, builder),
            Learned = node.Learned?.Tensor,
            DOutput = builder.GradientOf(node)!,
        });

    /// <summary>What of its forward pass the derivative is taken of.</summary>
    protected Tensor SavedOf(Node node, BackwardBuilder builder) => builder.ValueOf(Operation(node).Saves == Saved.Output ? node : node.Inputs[0]);

    private static ElementwiseLayer Row(string name, string formula, Expression value, Expression inputGradient, Saved saves, string initializer, int flops)
    {
        Elementwise operation = new(name, formula, value, inputGradient, saves, initializer, flops);
        return new ElementwiseLayer(name, _ => operation);
    }

    private static Elementwise LeakyReLU(double slope) => new(
        "LeakyReLU" + Mark(slope, ArgumentDefaults.Number("LeakyReLU", "Slope")), $"x > 0 ? x : {Text(slope)} · x", Select(X > 0, X, slope * X), Select(Y > 0, DY, slope * DY), Saved.Output, "HeNormal", 2);

    private static Elementwise Elu(double alpha) => new(
        "Elu" + Mark(alpha, ArgumentDefaults.Number("Elu", "Alpha")), $"x > 0 ? x : {Text(alpha)} · (exp(x) - 1)",
        Select(X > 0, X, alpha * Expm1(Min(X, 0))), Select(Y > 0, DY, (Y + alpha) * DY), Saved.Output, "HeNormal", 3);

    private static Elementwise MakeTanhGelu()
    {
        // The constants of Hendrycks and Gimpel 2016, arXiv:1606.08415, section 2.
        double scale = Math.Sqrt(2 / Math.PI);
        const double cubic = 0.044715;

        // (1 + tanh(u)) / 2 = sigmoid(2u), which keeps its digits where tanh is near -1.
        Expression share = Sigmoid(2 * scale * X * (1 + cubic * X * X));
        Expression inner = scale * (1 + 3 * cubic * X * X);
        return new Elementwise("TanhGelu", "x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))",
            X * share, DY * (share + 2 * Weighted(share * (1 - share), X * inner)), Saved.Input, "HeNormal", 9);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Marks a kernel's name with an argument that is not the default: <c>_0p2</c>.</summary>
    private static string Mark(double value, double defaultValue) =>
        NumberName.Mark("_", value, defaultValue);
}
