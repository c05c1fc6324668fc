using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Planning.Graphs;

/// <summary>A loss and the nodes that it is taken of.</summary>
/// <param name="Definition">The kind of loss.</param>
/// <param name="Attribute">Its arguments.</param>
/// <param name="Nodes">The layers whose outputs it takes: one, or more for a loss that compares outputs with each other.</param>
/// <param name="Target">The caller's targets, or null for a loss without.</param>
/// <param name="SampleWeights">The caller's weights of the samples, or null.</param>
internal sealed record LossNode(LossDefinition Definition, AttributeSpec Attribute, IReadOnlyList<Node> Nodes, Tensor? Target, Tensor? SampleWeights)
{
    /// <summary>The first layer.</summary>
    public Node Node => Nodes[0];

    /// <summary>The factor in the sum of losses.</summary>
    public double Weight => Attribute.Number("Weight");

    /// <summary>What the caller gives beside the inputs.</summary>
    public IEnumerable<Tensor> CallerTensors => new[] { Target, SampleWeights }.OfType<Tensor>();

    /// <summary>Makes the tensors of the caller. A network with one loss calls them by their short names.</summary>
    public static LossNode Create(LossDefinition definition, AttributeSpec attribute, IReadOnlyList<Node> nodes, bool isOnly)
    {
        Tensor Caller(string stem, int size, bool isInteger)
        {
            string name = isOnly ? stem : Graph.CamelCase(nodes[0].Name) + char.ToUpperInvariant(stem[0]) + stem.Substring(1);
            return new Tensor(name, TensorKind.Target, size, perSample: true, isInteger);
        }

        bool labels = definition.TakesLabels(attribute);
        return new LossNode(
            definition,
            attribute,
            nodes,
            definition.HasTargets ? Caller(labels ? "labels" : "targets", definition.TargetSize(attribute, nodes[0].Shape), labels) : null,
            TakesSampleWeights(attribute) ? Caller("weights", 1, false) : null);
    }

    public static bool TakesSampleWeights(AttributeSpec attribute) => attribute.Flag("SampleWeights");
}
