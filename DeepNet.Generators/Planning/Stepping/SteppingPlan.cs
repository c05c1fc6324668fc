using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Planning.Stepping;

/// <summary>A network as it computes one step of a sequence, with the state of the steps before.</summary>
/// <param name="Graph">The graph with an input of one step.</param>
/// <param name="Operations">Forward for one step, into the caller's outputs.</param>
/// <param name="States">What layers carry from step to step.</param>
internal sealed record SteppingPlan(Graph Graph, IReadOnlyList<Operation> Operations, IReadOnlyList<Tensor> States)
{
    /// <summary>The elements of all states, each rounded up to whole cache lines.</summary>
    public long StateElements(int maxBatch) => States.Sum(s => MemoryPlan.Align(s.Elements(maxBatch)));
}
