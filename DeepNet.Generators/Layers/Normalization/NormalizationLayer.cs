using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>What the layers that subtract a mean and divide by a deviation have in common: arguments, gamma and beta, and how their steps take them.</summary>
internal abstract class NormalizationLayer : LayerDefinition
{
    private const double DefaultEpsilon = 1e-5;

    protected virtual bool AffineByDefault => true;

    protected virtual bool HasBeta => true;

    public override Shape? InferShape(LayerContext context)
    {
        context.Positive("Epsilon", DefaultEpsilon);
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

        yield return new ParameterSpec("Gamma", Shape.Of(channels), "Zeros", 1, 1) { Ones = (0, channels) };
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

    protected bool IsAffine(Node node) => LayerContext.Flag(node.Attribute, "Affine", AffineByDefault);

    protected static Operand Epsilon(Node node, ElementType element) => Operand.Real(LayerContext.Number(node.Attribute, "Epsilon", DefaultEpsilon));

    /// <summary>The rows of a batch whose elements are channels.</summary>
    protected static Operand Rows(Node node) => Operand.Length(node.Shape.Size / node.Shape.Last);

    /// <summary>Gamma and beta, as far as the layer has them.</summary>
    protected static IEnumerable<Operand> Affine(Node node) => node.Parameters.Select(p => Operand.Read(p.Tensor));

    protected static IEnumerable<Operand> ParameterGradients(Node node) => node.Parameters.Select(Operand.Gradient);

    protected static Tensor Scratch(Node node, string name) => new(node.Name + name, TensorKind.Workspace, node.Shape.Last, perSample: false);

    protected string Formula(Node node, string statistics) =>
        $"{statistics}{(IsAffine(node) ? HasBeta ? " · gamma + beta" : " · gamma" : "")}";

    /// <summary>
    /// Adds the backward step: a kernel's <c>Backward</c> or <c>Accumulate</c> with the input's gradient, or <c>ParameterGradients</c> without.
    /// <paramref name="operands"/> are those behind the gradients of the parameters, given whether the input has one.
    /// </summary>
    protected void AddBackward(Node node, BackwardBuilder builder, KernelSpec kernel, string over, Func<bool, IEnumerable<Operand>> operands)
    {
        Tensor dOutput = builder.GradientOf(node)!;
        string banner = BackwardBuilder.Banner(node);
        if (!node.Inputs[0].NeedsGradient)
        {
            builder.Add(new Step($"{banner}: dGamma = Σ dOutput · x̂{(HasBeta ? ", dBeta = Σ dOutput" : "")}", kernel, "ParameterGradients", [.. ParameterGradients(node), .. operands(false)]));
            return;
        }

        GradientTarget target = builder.Target(node.Inputs[0]);
        builder.Add(new Step(
            $"{banner}: dInput {(target.Accumulate ? "+=" : "=")} (g {(HasBeta ? "- mean(g) " : "")}- x̂ · mean(g · x̂)) / {(HasBeta ? "deviation" : "rms")}, g = dOutput{(IsAffine(node) ? " · gamma" : "")}, means over {over}",
            kernel,
            target.Accumulate ? "Accumulate" : "Backward",
            [target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor), .. ParameterGradients(node), .. operands(true)],
            InPlace: dOutput));
    }

    protected static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
