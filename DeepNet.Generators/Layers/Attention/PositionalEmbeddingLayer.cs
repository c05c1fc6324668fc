using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Attention;

/// <summary>Adds to each step what tells its position: learned weights, or a table of sines and cosines.</summary>
internal sealed class PositionalEmbeddingLayer : LayerDefinition
{
    public override string Name => "PositionalEmbedding";

    public override Shape? InferShape(LayerContext context) => MultiHeadAttentionLayer.CheckSequence(context);

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following) =>
        IsSinusoidal(node.Attribute) ? [] : [new ParameterSpec("Weight", node.Shape, "LeCunNormal", node.Shape.Last, node.Shape.Last)];

    public override IEnumerable<BufferSpec> Buffers(Node node) =>
        IsSinusoidal(node.Attribute) ? [new BufferSpec("Positions", node.Shape, 0, $"global::DeepNet.CompilerServices.PositionTables.Sinusoidal({{0}}, {node.Shape.Last.ToString(CultureInfo.InvariantCulture)});")] : [];

    public override string? NeedsOtherSteps(Node node) => "adds numbers that depend on the step's place in the sequence";

    public override long Flops(Node node) => node.Shape.Size;

    public override string Describe(Node node) => $"{node.Title} {node.Shape}{(IsSinusoidal(node.Attribute) ? ", sines and cosines" : "")}";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        Tensor table = IsSinusoidal(node.Attribute) ? node.Buffer("Positions").Tensor : node.Parameter("Weight")!.Tensor;
        builder.Add(new Step(
            $"{ForwardBuilder.Banner(node)}: {node.Shape.WithBatch} = input + {(IsSinusoidal(node.Attribute) ? "table" : "weight")}",
            new AddTableKernel(builder.Element, node.Shape.Size),
            "Forward",
            [Operand.Write(builder.NewValue(node)), Operand.Read(input), Operand.Read(table), Operand.Batch],
            InPlace: input));
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        Tensor dOutput = builder.GradientOf(node)!;
        if (node.Parameters.FirstOrDefault() is { } weight)
        {
            // The same sum over the batch as for a bias with an element for each of the sample's.
            BiasGradientKernel kernel = new(builder.Element, node.Shape.Size, null);
            builder.Add(new ParameterGradientStep(
                $"{BackwardBuilder.Banner(node)}: dWeight = the sum of dOutput over the batch",
                kernel,
                [Operand.Read(dOutput), Operand.Batch],
                weight,
                kernel with { Update = builder.Optimizer },
                new Tensor(node.Name + "WeightScratch", TensorKind.Workspace, node.Shape.Size, perSample: false)));
        }

        builder.PassThrough(dOutput, node.Inputs);
    }

    private static bool IsSinusoidal(AttributeSpec attribute) => LayerContext.Flag(attribute, "Sinusoidal");
}
