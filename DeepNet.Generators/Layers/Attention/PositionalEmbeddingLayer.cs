using System.Collections.Generic;
using System.Linq;
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
        IsSinusoidal(node.Attribute) ? [new BufferSpec("Positions", node.Shape, 0, new SinusoidalTable(node.Shape.Last))] : [];

    public override string? NeedsOtherSteps(Node node) => "adds numbers that depend on the step's place in the sequence";

    public override long Flops(Node node) => node.Shape.Size;

    public override string Describe(Node node) => $"{node.Title} {node.Shape}{(IsSinusoidal(node.Attribute) ? ", sines and cosines" : "")}";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        bool isSinusoidal = IsSinusoidal(node.Attribute);
        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new TableSum($"{ForwardBuilder.Banner(node)}: {node.Shape.WithBatch} = input + {(isSinusoidal ? "table" : "weight")}", node.Shape.Size)
        {
            Output = builder.NewValue(node),
            Input = input,
            Table = isSinusoidal ? node.Buffer("Positions").Tensor : node.Parameter("Weight")!.Tensor,
        });
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        Tensor dOutput = builder.GradientOf(node)!;
        if (node.Parameters.FirstOrDefault() is { } weight)
        {
            // The same sum over the batch as for a bias with an element for each of the sample's.
            builder.Add(new BiasGradient($"{BackwardBuilder.Banner(node)}: dWeight = the sum of dOutput over the batch", node.Name + "Weight", 1) { Bias = weight, DOutput = dOutput });
        }

        builder.PassThrough(dOutput, node.Inputs);
    }

    private static bool IsSinusoidal(AttributeSpec attribute) => attribute.Flag("Sinusoidal");
}
