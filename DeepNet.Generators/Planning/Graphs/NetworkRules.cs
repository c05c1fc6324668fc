using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Diagnostics;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Model;
using DeepNet.Generators.Optimizers;

namespace DeepNet.Generators.Planning.Graphs;

/// <summary>What can only be said of a network as a whole.</summary>
internal sealed class NetworkRules(NetworkSpec spec, List<PlanError> errors)
{
    public void Check(IReadOnlyList<Node> nodes, bool isIncomplete)
    {
        CheckPrecision();
        CheckWhole(nodes, isIncomplete);
    }

    /// <summary>A sample over all inputs, or over all outputs, is counted in an int.</summary>
    private void CheckSum(IEnumerable<Node> nodes, string what)
    {
        long sum = 0;
        foreach (Node node in nodes)
        {
            sum += node.Shape.Elements;
            if (sum > int.MaxValue)
            {
                Report("DEEP0113", node.AttributeIndex, what, sum.ToString(CultureInfo.InvariantCulture));
                return;
            }
        }
    }

    /// <summary>Said of inputs, outputs and unused layers only if the parts are right.</summary>
    private void CheckWhole(IReadOnlyList<Node> nodes, bool isIncomplete)
    {
        if (spec.Attributes.All(a => a.Kind != "Input"))
        {
            Report("DEEP0100", PlanError.NetworkAttribute, spec.Type.Name);
            return;
        }

        if (HasNoLayer(spec))
        {
            Report("DEEP0107", PlanError.NetworkAttribute, spec.Type.Name);
            return;
        }

        bool hasLoss = spec.Attributes.Any(a => LossCatalog.Find(a.Kind) is not null);
        int optimizer = IndexOf(a => OptimizerCatalog.Find(a.Kind) is not null);
        if (hasLoss && optimizer < 0)
        {
            int loss = IndexOf(a => LossCatalog.Find(a.Kind) is not null);
            Report("DEEP0305", loss, spec.Attributes[loss].Kind);
        }
        else if (!hasLoss && optimizer >= 0)
        {
            Report("DEEP0308", optimizer, spec.Attributes[optimizer].Kind);
        }

        if (isIncomplete || errors.Any(e => !DiagnosticCatalog.IsWarning(e.Id)))
        {
            return;
        }

        CheckSum(nodes.Where(n => n.IsInput), "The inputs");
        CheckSum(nodes.Where(n => n.IsObserved || n.Consumers.Count == 0), "The outputs");
        foreach (Node node in nodes.Where(n => n.Consumers.Count == 0 && !n.IsObserved))
        {
            if (node.IsInput)
            {
                Report("DEEP0112", node.AttributeIndex, node.Name);
            }
            else if (hasLoss)
            {
                Report("DEEP0108", node.AttributeIndex, node.Name);
            }
        }
    }

    private void CheckPrecision()
    {
        if (spec.Network.Member<Precision>("Precision") is var precision && !Enum.IsDefined(typeof(Precision), precision))
        {
            string value = precision.ToString("D");
            errors.Add(new PlanError("DEEP0201", PlanError.NetworkAttribute, "Precision", -1, new[] { "Network", "Precision", "Single or Double", value }.ToEquatableArray()));
        }
    }

    /// <summary>Whether a layer is missing, which is reported for the class: nothing is said then of losses, which have nothing to be computed from.</summary>
    public static bool HasNoLayer(NetworkSpec spec) => spec.Attributes.All(a => LayerCatalog.Find(a.Kind) is null);

    private int IndexOf(Func<AttributeSpec, bool> predicate)
    {
        for (int i = 0; i < spec.Attributes.Count; i++)
        {
            if (predicate(spec.Attributes[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private void Report(string id, int attribute, params string[] arguments) =>
        errors.Add(new PlanError(id, attribute, null, -1, arguments.ToEquatableArray()));
}
