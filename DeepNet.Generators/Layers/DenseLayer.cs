using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers;

/// <summary>A fully connected layer: <c>output = input · weight + bias</c>, weight <c>[inputs, units]</c>.</summary>
internal sealed class DenseLayer : LayerDefinition
{
    public override string Name => "Dense";

    public override bool FusesActivation => true;

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

    public override void Forward(Node node, ForwardBuilder builder)
    {
        (int inputs, int units) = Sizes(node);
        Node? activation = node.FusedActivation;
        bool keepsPreActivation = builder.KeepsPreActivation(node);
        ElementwiseKernel? activationKernel = activation is null ? null : new ElementwiseKernel(builder.Element, activation.Elementwise!);
        DenseForwardKernel kernel = new(builder.Element, inputs, units, HasBias(node), activationKernel, keepsPreActivation);

        List<Operand> operands = [Operand.Write(builder.NewValue(activation ?? node))];
        if (keepsPreActivation)
        {
            operands.Add(Operand.Write(builder.NewValue(node)));
        }

        operands.Add(Operand.Read(builder.ValueOf(node.Inputs[0])));
        foreach (ParameterPlan parameter in node.Parameters)
        {
            operands.Add(Operand.Read(parameter.Tensor));
        }

        operands.Add(Operand.Length(Rows(node)));
        string formula = $"{(activation ?? node).Shape.WithBatch} = {(activation is null ? "" : activation.Elementwise!.Name + "(")}[n, {inputs}] · weight{(HasBias(node) ? " + bias" : "")}{(activation is null ? "" : ")")}";
        builder.Add(new Step($"{ForwardBuilder.Banner(node)}: {formula}", kernel, "Forward", operands));
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        (int inputs, int units) = Sizes(node);
        Tensor dOutput = builder.GradientOf(node)!;
        Tensor input = builder.ValueOf(node.Inputs[0]);
        ParameterPlan weight = node.Parameter("Weight")!;
        string banner = BackwardBuilder.Banner(node);

        // The input's gradient first: it reads the weights that the update below changes.
        if (node.Inputs[0].NeedsGradient)
        {
            GradientTarget target = builder.TargetThroughActivation(node.Inputs[0]);
            ElementwiseKernel? derivative = target.Derivative is null ? null : new ElementwiseKernel(builder.Element, target.Derivative);
            DenseInputGradientKernel kernel = new(builder.Element, inputs, units, target.Accumulate, derivative);
            List<Operand> operands = [target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor)];
            if (target.Saved is not null)
            {
                operands.Add(Operand.Read(target.Saved));
            }

            operands.AddRange([.. kernel.Scratch(node.Name + "TransposedWeight"), Operand.Read(dOutput), Operand.Read(weight.Tensor), Operand.Length(Rows(node))]);
            builder.Add(new Step($"{banner}: dInput {(target.Accumulate ? "+=" : "=")} dOutput · weightᵀ{(derivative is null ? "" : $", through {derivative.Operation.Name}")}", kernel, "Backward", operands));
            banner = "";
        }

        DenseWeightGradientKernel weightKernel = new(builder.Element, inputs, units, null);
        builder.Add(new ParameterGradientStep(
            banner.Length == 0 ? "" : $"{banner}: dWeight = inputᵀ · dOutput",
            weightKernel,
            [Operand.Read(input), Operand.Read(dOutput), Operand.Length(Rows(node))],
            weight,
            weightKernel with { Update = builder.Optimizer },
            new Tensor(node.Name + "WeightScratch", TensorKind.Workspace, weightKernel.UpdateScratch, perSample: false)));

        if (node.Parameter("Bias") is { } bias)
        {
            BiasGradientKernel biasKernel = new(builder.Element, units, null);
            builder.Add(new ParameterGradientStep(
                "",
                biasKernel,
                [Operand.Read(dOutput), Operand.Length(Rows(node))],
                bias,
                biasKernel with { Update = builder.Optimizer },
                new Tensor(node.Name + "BiasScratch", TensorKind.Workspace, units, perSample: false)));
        }
    }

    private static (int Inputs, int Units) Sizes(Node node) =>
        IsPerStep(node.Attribute) ? (node.Inputs[0].Shape.Last, node.Shape.Last) : (node.Inputs[0].Shape.Size, node.Shape.Size);

    /// <summary>The rows of a sample that the product is taken of: one, or one per step.</summary>
    private static int Rows(Node node) => node.Shape.Size / Sizes(node).Units;

    private static bool IsPerStep(AttributeSpec attribute) => LayerContext.Flag(attribute, "PerStep");

    private static bool HasBias(Node node) => LayerContext.Flag(node.Attribute, "Bias", true);
}
