using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Attention;

/// <summary>A trainable vector for each of a number of tokens: <c>output[step] = weight[token[step]]</c>.</summary>
internal sealed class EmbeddingLayer : LayerDefinition
{
    public override string Name => "Embedding";

    public override int? IntegerLimit(AttributeSpec attribute) => attribute["Vocabulary"] as int? ?? 1;

    public override Shape? InferShape(LayerContext context)
    {
        context.Count("Vocabulary");
        int dimension = context.Count("Dimension");
        Node input = context.Inputs[0];
        if (context.HasKnownInputs && !input.IsInteger)
        {
            context.Report("DEEP0140", null, -1, context.DisplayName, input.Name, input.IsInput ? $"set Integer = true on Input '{Graph.CamelCase(input.Name)}'" : "put it directly after an input with Integer = true");
        }

        return context.HasErrors ? null : input.Shape.Append(dimension);
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following)
    {
        // One token alone reaches an output, so the deviation of LeCun's initializer is 1: the standard normal distribution.
        yield return new ParameterSpec("Weight", Shape.Of(node.Layer!.IntegerLimit(node.Attribute)!.Value, node.Shape.Last), "LeCunNormal", 1, node.Shape.Last);
    }

    public override string? NeedsOtherSteps(Node node) => null;

    public override string Describe(Node node) => $"{node.Title} {IntegerLimit(node.Attribute)}→{node.Shape.Last}";

    public override void Forward(Node node, ForwardBuilder builder) => builder.Add(new RowGather($"{ForwardBuilder.Banner(node)}: {node.Shape.WithBatch} = weight[token]", Tokens(node), node.Shape.Last)
    {
        Output = builder.NewValue(node),
        Indices = builder.ValueOf(node.Inputs[0]),
        Table = node.Parameter("Weight")!.Tensor,
    });

    public override void Backward(Node node, BackwardBuilder builder)
    {
        if (node.IsFrozen)
        {
            return;
        }

        builder.Add(new RowScatter($"{BackwardBuilder.Banner(node)}: dWeight[token] += dOutput", Tokens(node), node.Shape.Last)
        {
            Table = node.Parameter("Weight")!,
            Indices = builder.ValueOf(node.Inputs[0]),
            DOutput = builder.GradientOf(node)!,
        });
    }

    private static int Tokens(Node node) => node.Shape.Size / node.Shape.Last;
}
