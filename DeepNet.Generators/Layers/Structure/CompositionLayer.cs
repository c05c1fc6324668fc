using System;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>A layer that stands for others. The graph holds those; this one computes nothing itself.</summary>
internal abstract class CompositionLayer : LayerDefinition
{
    public override bool IsComposition => true;

    public override Shape? InferShape(LayerContext context) => throw NotInGraph();

    public override string Describe(Node node) => throw NotInGraph();

    public override void Forward(Node node, ForwardBuilder builder) => throw NotInGraph();

    public override void Backward(Node node, BackwardBuilder builder) => throw NotInGraph();

    private InvalidOperationException NotInGraph() => new($"{Name} is a composition; only its layers are nodes of the graph.");
}
