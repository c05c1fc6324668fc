using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Members;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Stepping;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

internal sealed partial class NetworkEmitter
{
    /// <summary>Writes the members that run a recurrent network one step at a time.</summary>
    private void EmitStepping(MemberWriter members)
    {
        SteppingPlan stepping = _plan.Stepping!;
        List<Tensor> inputs = stepping.Graph.Inputs.Select(stepping.Graph.InputTensor).ToList();
        List<Tensor> outputs = stepping.Graph.Outputs.Select(stepping.Graph.OutputTensor).ToList();
        string[] details =
        [
            .. inputs.Select(i => $"<param name=\"{i.Name}\">One step of n sequences, <c>[n, {Text(i.Size)}]</c>, n from 1 to {Text(_plan.MaxBatch)}.</param>"),
            .. outputs.Select(o => $"<param name=\"{o.Name}\"><c>[n, {Text(o.Size)}]</c>.</param>"),
            "<exception cref=\"global::System.ArgumentException\">A length is wrong.</exception>",
        ];
        members.Method(SequenceMembers.Step, details: details, body: writer =>
        {
            EmitChecks(writer, inputs, stepping.Graph);
            EmitLengths(writer, outputs);
            EmitSpanCall(writer, "RunStep", inputs.Concat(outputs));
        });
        string first = "Offset." + stepping.States[0].Name;
        members.Write(SequenceMembers.ResetState, $" => Slice({first}, Offset.End - {first}).Clear();");
        _passes.WriteStepping(members, inputs.Concat(outputs));
    }

    /// <summary>Where the states lie: behind everything else, so that they are neither saved nor overwritten.</summary>
    private IEnumerable<(string Name, long Value, string Shape)> StatePlaces()
    {
        long offset = _plan.WorkspaceOffset + _cpu.WorkspaceElements;
        foreach (Tensor state in _plan.Stepping?.States ?? [])
        {
            yield return (state.Name, offset, $"[{Text(_plan.MaxBatch)}, {Text(state.Size)}]");
            offset += MemoryPlan.Align(state.Elements(_plan.MaxBatch));
        }
    }
}
