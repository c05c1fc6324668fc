using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Stepping;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

internal sealed partial class NetworkEmitter
{
    /// <summary>Writes the members that run a recurrent network one step at a time.</summary>
    private void EmitStepping(SourceWriter writer)
    {
        SteppingPlan stepping = _plan.Stepping!;
        List<Tensor> inputs = stepping.Graph.Inputs.Select(stepping.Graph.InputTensor).ToList();
        List<Tensor> outputs = stepping.Graph.Outputs.Select(stepping.Graph.OutputTensor).ToList();
        writer.Line($"/// <summary>Computes the output{(_cpu.OutputActivations.Count > 0 ? ", as logits," : "")} after one more step of a sequence: what <c>Forward</c> gives for the steps since <see cref=\"ResetState\"/>. Dropout is off.</summary>");
        writer.Line("/// <remarks>Each row of the batch has its own state. A smaller batch does not change the states of the other rows. Besides this method, only <see cref=\"ResetState\"/> changes states.</remarks>");
        foreach (Tensor input in inputs)
        {
            writer.Line($"/// <param name=\"{input.Name}\">One step of n sequences, <c>[n, {Text(input.Size)}]</c>, n from 1 to {Text(_plan.MaxBatch)}.</param>");
        }

        foreach (Tensor output in outputs)
        {
            writer.Line($"/// <param name=\"{output.Name}\"><c>[n, {Text(output.Size)}]</c>.</param>");
        }

        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length is wrong.</exception>");
        using (writer.Method($"public void Step({Spans(inputs, "ReadOnlySpan")}, {Spans(outputs, "Span")})"))
        {
            EmitChecks(writer, inputs, stepping.Graph);
            EmitLengths(writer, outputs);
            EmitSpanCall(writer, "RunStep", inputs.Concat(outputs));
        }

        string first = "Offset." + stepping.States[0].Name;
        writer.Line().Line("/// <summary>Sets the states that <c>Step</c> carries over to zero, for all rows: the next step is the first of a sequence.</summary>");
        writer.Line($"public void ResetState() => Slice({first}, Offset.End - {first}).Clear();").Line();

        _passes.WriteStepping(writer, inputs.Concat(outputs));
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
