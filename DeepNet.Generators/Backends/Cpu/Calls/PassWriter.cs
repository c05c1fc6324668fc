using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Calls;

/// <summary>Writes the private methods of a network's class that compute its passes, and the places of what they keep.</summary>
internal sealed class PassWriter(CpuPlan plan)
{
    private readonly NetworkPlan _network = plan.Network;

    private string Keyword => plan.Element.Keyword();

    private IReadOnlyList<Tensor> Inputs { get; } = plan.Network.Graph.Inputs.Select(plan.Network.Graph.InputTensor).ToList();

    private IReadOnlyList<Tensor> Outputs { get; } = plan.Network.Graph.Outputs.Select(plan.Network.Graph.OutputTensor).ToList();

    private IReadOnlyList<Tensor> Targets { get; } = plan.Network.Graph.Losses.SelectMany(l => l.CallerTensors).ToList();

    /// <summary>Writes inference and, for a network with a loss, evaluation and forward in training.</summary>
    public void WriteForward(SourceWriter writer)
    {
        WriteMemory(writer, plan.Inference);
        writer.Line("/// <summary>Forward without dropout, into the caller's outputs.</summary>");
        WriteMethod(writer, "RunInference", [.. Inputs, .. Outputs], plan.Inference, plan.Inference.Steps);
        if (plan.OutputActivations.Count > 0)
        {
            writer.Line().Line("/// <summary>Turns logits into predictions, in place.</summary>");
            WriteMethod(writer, "RunPrediction", Outputs, plan.Inference, plan.OutputActivations);
        }

        if (!_network.IsTrainable)
        {
            return;
        }

        IReadOnlyList<Tensor> given = [.. Inputs, .. Targets];
        writer.Line();
        WriteMemory(writer, plan.Evaluation!);
        writer.Line("/// <summary>Forward without dropout, and the loss.</summary>");
        IEnumerable<string> outputs = plan.Evaluation!.Given.Select(t => $"ref At({plan.Evaluation.PlaceOf(t)})");
        void Inference() => writer.Call("RunInference", [.. Inputs.Select(t => "ref " + t.Identifier), .. outputs, "n"]);
        WriteMethod(writer, "RunEvaluation", given, plan.Evaluation, plan.Evaluation.Steps, returnsLoss: true, before: Inference);
        writer.Line();
        WriteMemory(writer, plan.Training!);
        writer.Line("/// <summary>Forward in training mode, and the loss with its gradient. Keeps the values that backward needs in the workspace.</summary>");
        WriteMethod(writer, "RunTrainingForward", given, plan.Training!, plan.Training!.Steps.Take(plan.ForwardSteps), returnsLoss: true);
    }

    /// <summary>Writes backward, and backward with updates where an update needs the gradient of one parameter only.</summary>
    public void WriteBackward(SourceWriter writer)
    {
        IReadOnlyList<Step> steps = plan.Training!.Steps.Skip(plan.ForwardSteps).ToList();
        writer.Line("/// <summary>Backward, adding to the gradients.</summary>");
        WriteMethod(writer, "RunBackward", Inputs, plan.Training, steps);
        if (_network.UpdatesInBackward)
        {
            writer.Line().Line("/// <summary>Backward, updating each parameter as soon as its gradient is known. Gradients are not stored.</summary>");
            WriteMethod(writer, "RunUpdate", Inputs, plan.Training, steps, updates: true);
        }
    }

    /// <summary>Writes forward for one step of a sequence.</summary>
    /// <param name="writer">The text.</param>
    /// <param name="given">The caller's inputs and outputs.</param>
    public void WriteStepping(SourceWriter writer, IEnumerable<Tensor> given)
    {
        WriteMemory(writer, plan.Stepping!);
        writer.Line("/// <summary>Forward for one step, from the state and into it.</summary>");
        WriteMethod(writer, "RunStep", given, plan.Stepping!, plan.Stepping!.Steps);
    }

    /// <summary>The places of a program's workspace tensors, as named constants.</summary>
    private void WriteMemory(SourceWriter writer, StepProgram program)
    {
        if (program.Memory.Offsets.Count == 0)
        {
            return;
        }

        using (writer.Block($"private static class {program.MemoryName}"))
        {
            writer.Constants("int", [.. program.Memory.Offsets.OrderBy(o => o.Value).ThenBy(o => o.Key.Name, StringComparer.Ordinal)
                .Select(o => (program.Memory.NameOf(o.Key), _network.WorkspaceOffset + o.Value, o.Key.PerSample ? $"[n, {Text(o.Key.Size)}]" : $"[{Text(o.Key.Size)}]"))]);
        }

        writer.Line();
    }

    private void WriteMethod(SourceWriter writer, string name, IEnumerable<Tensor> callers, StepProgram program, IEnumerable<Step> steps, bool returnsLoss = false, bool updates = false, Action? before = null)
    {
        string parameters = string.Join(", ", callers.Select(t => $"ref {(t.IsInteger ? "int" : Keyword)} {t.Identifier}").Append("int n"));
        StepCalls calls = new(writer, plan, program, updates);
        using (writer.Method($"private {(returnsLoss ? Keyword : "void")} {name}({parameters})"))
        {
            if (returnsLoss)
            {
                writer.Line("double loss = 0;");
            }

            before?.Invoke();
            if (updates)
            {
                new UpdateCalls(plan).WriteCoefficients(writer, _network.LearningRateScales);
                writer.Line();
            }

            bool first = !returnsLoss;
            foreach (Step step in steps)
            {
                if (step.Banner.Length > 0)
                {
                    if (!first)
                    {
                        writer.Line();
                    }

                    writer.Line("// " + step.Banner.Replace("\n", "\n// "));
                }

                first = false;
                calls.Write(step);
            }

            if (returnsLoss)
            {
                writer.Line(plan.Element.IsDouble ? "return loss;" : "return (float)loss;");
            }
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
