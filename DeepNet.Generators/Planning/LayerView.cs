using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Members;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Planning;

/// <summary>Which layers have members in a network's class, and what is in them; see <see cref="LayerMembers"/>.</summary>
internal static class LayerView
{
    /// <summary>Whether a layer has them: if it has parameters of its own, or running statistics. A table is not seen.</summary>
    public static bool IsMadeFor(Node node) => IsMadeFor(node, node.Buffers.Count(b => b.Spec.Table is null) + node.Parameters.Count);

    private static bool IsMadeFor(Node node, int members) => node.SharedWith is null && members > 0;

    /// <summary>The names of the views that each layer of a faulty network would have; see <see cref="GraphBuilder.Assume"/>.</summary>
    public static IEnumerable<(string Layer, IReadOnlyList<string> Views)> Assume(NetworkSpec spec, bool trains)
    {
        foreach (Node node in GraphBuilder.Assume(spec).Where(n => !n.IsInput))
        {
            List<BufferSpec> buffers = node.Layer!.Buffers(node).Where(b => b.Table is null).ToList();
            List<ParameterSpec> parameters = node.Layer.Parameters(node, null).ToList();
            if (IsMadeFor(node, buffers.Count + parameters.Count))
            {
                yield return (node.Name, [
                    .. buffers.Select(b => b.Name),
                    .. parameters.SelectMany(p => trains ? new[] { p.Name, LayerMembers.GradientName(p.Name) } : [p.Name]),
                ]);
            }
        }
    }

    /// <summary>Reports the user's members that have these names: their own, and those of base classes.</summary>
    public static void Check(NetworkSpec spec, Graph graph, List<PlanError> errors)
    {
        Dictionary<string, UserMember> members = [];
        bool isBaseAtFault = spec.Faults.Any(f => f.Id == "DEEP0015");
        foreach (UserMember member in spec.Members.Where(m => m.Base is null || !isBaseAtFault))
        {
            members[member.Name] = member;
        }

        foreach (Node node in graph.Nodes)
        {
            if (!IsMadeFor(node))
            {
                continue;
            }

            foreach (string name in LayerMembers.Names(node.Name))
            {
                if (members.TryGetValue(name, out UserMember? member))
                {
                    if (member.Base is null)
                    {
                        errors.Add(new PlanError("DEEP0007", PlanError.Member, name, -1, new[] { spec.Type.Name, name, $"rename it, or give layer '{node.Name}' another Name" }.ToEquatableArray()));
                        break;
                    }

                    errors.Add(new PlanError("DEEP0015", PlanError.ClassName, null, -1, new[] { spec.Type.Name, member.Base, name }.ToEquatableArray()));
                    return;
                }
            }
        }
    }
}
