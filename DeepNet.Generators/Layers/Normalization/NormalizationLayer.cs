using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>What the layers that subtract a mean and divide by a deviation have in common: arguments, gamma and beta, and how their operations take them.</summary>
internal abstract class NormalizationLayer : LayerDefinition
{
    protected virtual bool HasBeta => true;

    public override Shape? InferShape(LayerContext context)
    {
        context.Positive("Epsilon");
        Check(context, context.Inputs[0].Attribute.Kind.Length > 0);
        return context.HasErrors ? null : context.Inputs[0].Shape;
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following)
    {
        int channels = node.Shape.Last;
        if (!IsAffine(node))
        {
            yield break;
        }

        yield return new ParameterSpec("Gamma", Shape.Of(channels), "Zeros", 1, 1) { Start = (0, channels, 1) };
        if (HasBeta)
        {
            yield return new ParameterSpec("Beta", Shape.Of(channels), "Zeros", 1, 1);
        }
    }

    /// <summary>Checks what is particular to the layer; behind a faulty layer the input's shape is not known.</summary>
    protected virtual void Check(LayerContext context, bool isShapeKnown)
    {
    }

    /// <summary>Reports a normalisation of so few values that the input would not matter.</summary>
    protected static void CheckValues(LayerContext context, long values, string of)
    {
        if (values < 2)
        {
            context.Report("DEEP0131", null, -1, context.DisplayName, of, context.Inputs[0].Name, context.Inputs[0].Shape.ToString());
        }
    }

    protected bool IsAffine(Node node) => node.Attribute.Flag("Affine");

    protected static double Epsilon(Node node) => node.Attribute.Number("Epsilon");

    /// <summary>The elements of a sample for each channel.</summary>
    protected static int Positions(Node node) => node.Shape.Size / node.Shape.Last;

    protected static Tensor? Gamma(Node node) => node.Parameter("Gamma")?.Tensor;

    protected static Tensor? Beta(Node node) => node.Parameter("Beta")?.Tensor;

    protected string Formula(Node node, string statistics) =>
        $"{statistics}{(IsAffine(node) ? HasBeta ? " · gamma + beta" : " · gamma" : "")}";

    /// <summary>Adds the forward operation, which keeps <paramref name="count"/> means (if it subtracts them) and inverse deviations.</summary>
    protected void AddForward(Node node, ForwardBuilder builder, Statistics over, string formula, int count, bool perSample, RunningStatistics? running = null)
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new Standardization($"{ForwardBuilder.Banner(node)}: {formula}", node.Name, over, Epsilon(node))
        {
            Output = builder.NewValue(node),
            Mean = HasBeta ? builder.Keep(node, "Mean", count, perSample) : null,
            InverseDeviation = builder.Keep(node, "Inverse", count, perSample),
            Running = running,
            Input = input,
            Gamma = Gamma(node),
            Beta = Beta(node),
        });
    }

    /// <summary>Adds the backward operation; <paramref name="means"/> says what the means are taken over.</summary>
    protected void AddBackward(Node node, BackwardBuilder builder, Statistics over, string means)
    {
        GradientTarget? target = node.Inputs[0].NeedsGradient ? builder.Target(node.Inputs[0]) : null;
        string formula = target is null
            ? $"dGamma = Σ dOutput · x̂{(HasBeta ? ", dBeta = Σ dOutput" : "")}"
            : $"dInput {(target.Accumulate ? "+=" : "=")} (g {(HasBeta ? "- mean(g) " : "")}- x̂ · mean(g · x̂)) / {(HasBeta ? "deviation" : "rms")}, g = dOutput{(IsAffine(node) ? " · gamma" : "")}, means over {means}";
        builder.Add(new StandardizationGradient($"{BackwardBuilder.Banner(node)}: {formula}", node.Name, over)
        {
            DInput = target,
            Gamma = node.Parameter("Gamma"),
            Beta = node.Parameter("Beta"),
            Input = builder.ValueOf(node.Inputs[0]),
            Mean = HasBeta ? builder.Kept(node, "Mean") : null,
            InverseDeviation = builder.Kept(node, "Inverse"),
            DOutput = builder.GradientOf(node)!,
        });
    }

    protected static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
