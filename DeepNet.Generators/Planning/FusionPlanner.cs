using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Layers.Structure;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Planning;

/// <summary>Decides which activations are computed in the kernel of the layer before.</summary>
internal static class FusionPlanner
{
    public static void Fuse(Graph graph)
    {
        foreach (Node node in graph.Nodes)
        {
            if (node.Layer is not { FusesActivation: true })
            {
                continue;
            }

            // One activation a kernel; other readers get the value before it, which the kernel then stores as well.
            if (node.Consumers.FirstOrDefault(c => c.Elementwise is not null) is { } activation)
            {
                node.FusedActivation = activation;
                activation.FusedInto = node;
            }
        }
    }

    /// <summary>The activation that a layer's output goes through, seen through layers that do not change what it needs of the weights.</summary>
    public static Elementwise? FollowingActivation(Node node)
    {
        foreach (Node consumer in node.Consumers)
        {
            if (consumer.Elementwise is { } elementwise)
            {
                return elementwise;
            }

            if (consumer.Layer is DropoutLayer or FlattenLayer or AddLayer && FollowingActivation(consumer) is { } behind)
            {
                return behind;
            }
        }

        return null;
    }
}
