using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Members;
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
    public void WriteForward(MemberWriter members)
    {
        WriteMemory(members, plan.Inference);
        WriteMethod(members, NetworkMembers.RunInference, [.. Inputs, .. Outputs], plan.Inference, plan.Inference.Steps);
        if (plan.OutputActivations.Count > 0)
        {
            WriteMethod(members, NetworkMembers.RunPrediction, Outputs, plan.Inference, plan.OutputActivations);
        }

        if (!_network.IsTrainable)
        {
            return;
        }

        IReadOnlyList<Tensor> given = [.. Inputs, .. Targets];
        WriteMemory(members, plan.Evaluation!);
        IEnumerable<string> outputs = plan.Evaluation!.Given.Select(t => $"ref At({plan.Evaluation.PlaceOf(t)})");
        void Inference(SourceWriter body) => body.Call(NetworkMembers.RunInference.Name, [.. Inputs.Select(t => "ref " + t.Identifier()), .. outputs, "n"]);
        WriteMethod(members, TrainingMembers.RunEvaluation, given, plan.Evaluation, plan.Evaluation.Steps, returnsLoss: true, before: Inference);
        WriteMemory(members, plan.Training!);
        WriteMethod(members, TrainingMembers.RunTrainingForward, given, plan.Training!, plan.Training!.Steps.Take(plan.ForwardSteps), returnsLoss: true);
    }

    /// <summary>Writes backward, and backward with updates where an update needs the gradient of one parameter only.</summary>
    public void WriteBackward(MemberWriter members)
    {
        IReadOnlyList<Step> steps = plan.Training!.Steps.Skip(plan.ForwardSteps).ToList();
        WriteMethod(members, TrainingMembers.RunBackward, Inputs, plan.Training, steps);
        if (_network.UpdatesInBackward)
        {
            WriteMethod(members, TrainingMembers.RunUpdate, Inputs, plan.Training, steps, updates: true);
        }
    }

    /// <summary>Writes forward for one step of a sequence.</summary>
    /// <param name="members">The class.</param>
    /// <param name="given">The caller's inputs and outputs.</param>
    public void WriteStepping(MemberWriter members, IEnumerable<Tensor> given)
    {
        WriteMemory(members, plan.Stepping!);
        WriteMethod(members, SequenceMembers.RunStep, given, plan.Stepping!, plan.Stepping!.Steps);
    }

    /// <summary>The places of a program's workspace tensors, as named constants.</summary>
    private void WriteMemory(MemberWriter members, StepProgram program)
    {
        if (program.Memory.Offsets.Count > 0)
        {
            members.Block(program.MemoryClass, body => body.Constants("int", [.. program.Memory.Offsets.OrderBy(o => o.Value).ThenBy(o => o.Key.Name, StringComparer.Ordinal)
                .Select(o => (program.Memory.NameOf(o.Key), _network.WorkspaceOffset + o.Value, o.Key.PerSample ? $"[n, {Text(o.Key.Size)}]" : $"[{Text(o.Key.Size)}]"))]));
        }
    }

    private void WriteMethod(MemberWriter members, ClassMember method, IEnumerable<Tensor> callers, StepProgram program, IEnumerable<Step> steps, bool returnsLoss = false, bool updates = false, Action<SourceWriter>? before = null)
    {
        string parameters = string.Join(", ", callers.Select(t => $"ref {(t.IsInteger ? "int" : Keyword)} {t.Identifier()}").Append("int n"));
        members.Method(method, body => WriteSteps(body, program, steps, returnsLoss, updates, before), parameters: parameters);
    }

    private void WriteSteps(SourceWriter writer, StepProgram program, IEnumerable<Step> steps, bool returnsLoss, bool updates, Action<SourceWriter>? before)
    {
        StepCalls calls = new(writer, plan, program, updates);
        if (returnsLoss)
        {
            writer.Line("double loss = 0;");
        }

        before?.Invoke(writer);
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

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
