using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers;

/// <summary>A fully connected layer: <c>output = input · weight + bias</c>, weight <c>[inputs, units]</c>.</summary>
internal sealed class DenseLayer : ContractionLayer
{
    public override string Name => "Dense";

    public override Shape? InferShape(LayerContext context)
    {
        int units = context.Count("Units");
        WeightInitializers.Check(context);
        return context.HasErrors ? null : IsPerStep(context.Attribute) ? context.Inputs[0].Shape.WithLast(units) : Shape.Of(units);
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following)
    {
        (int inputs, int units) = Sizes(node);
        string initializer = WeightInitializers.Resolve(node.Attribute, following);
        yield return new ParameterSpec("Weight", Shape.Of(inputs, units), initializer, inputs, units);
        if (HasBias(node))
        {
            yield return new ParameterSpec("Bias", Shape.Of(units), "Zeros", inputs, units);
        }
    }

    public override long Flops(Node node)
    {
        (int inputs, int units) = Sizes(node);
        return Rows(node) * (2L * inputs * units + (HasBias(node) ? units : 0));
    }

    public override string? NeedsOtherSteps(Node node) => IsPerStep(node.Attribute) ? AlongLast(node) : "takes all steps as one vector (PerStep = true takes each by itself)";

    public override string Describe(Node node)
    {
        (int inputs, int units) = Sizes(node);
        string flattened = Rows(node) > 1 ? $" at each of {Rows(node)} steps" : node.Inputs[0].Shape.Rank > 1 ? $" (flattens {node.Inputs[0].Shape})" : "";
        return $"{node.Title} {inputs}→{units}{flattened}{(node.FusedActivation is { } activation ? " + " + activation.Elementwise!.Name : "")}";
    }

    protected override string WeightSum => "inputᵀ · dOutput";

    protected override string Sum(Node node) => $"[n, {Sizes(node).Inputs}] · weight";

    protected override string InputComment(string banner, GradientTarget target) =>
        $"{banner}: dInput {(target.Accumulate ? "+=" : "=")} dOutput · weightᵀ{(target.Derivative is null ? "" : $", through {target.Derivative.Name}")}";

    protected override void AddParameterGradients(Node node, BackwardBuilder builder, string comment, Tensor dOutput)
    {
        builder.Add(new WeightGradient(comment, node.Name + "Weight", Map(node)) { Weight = node.Parameter("Weight")!, Input = builder.ValueOf(node.Inputs[0]), DOutput = dOutput });
        if (node.Parameter("Bias") is { } bias)
        {
            builder.Add(new BiasGradient("", node.Name + "Bias", Rows(node)) { Bias = bias, DOutput = dOutput });
        }
    }

    protected override IndexMap Map(Node node)
    {
        (int inputs, int units) = Sizes(node);
        return new MatrixMap(Rows(node), inputs, units);
    }

    private static (int Inputs, int Units) Sizes(Node node) =>
        IsPerStep(node.Attribute) ? (node.Inputs[0].Shape.Last, node.Shape.Last) : (node.Inputs[0].Shape.Size, node.Shape.Size);

    /// <summary>The rows of a sample that the product is taken of: one, or one per step.</summary>
    private static int Rows(Node node) => node.Shape.Size / Sizes(node).Units;

    private static bool IsPerStep(AttributeSpec attribute) => attribute.Flag("PerStep");

    private static bool HasBias(Node node) => node.Attribute.Flag("Bias");
}
