using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Members;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

internal sealed partial class NetworkEmitter
{
    private void EmitApi(MemberWriter members)
    {
        EmitConstants(members);
        EmitInference(members);
        if (_plan.IsTrainable)
        {
            EmitTraining(members);
        }
    }

    private void EmitConstants(MemberWriter members)
    {
        members.Constant(NetworkMembers.ParameterCount, _plan.ParameterCount);
        members.Constant(NetworkMembers.InputSize, _plan.Graph.Inputs.Sum(i => (long)i.Shape.Size));
        members.Constant(NetworkMembers.OutputSize, _plan.Graph.Outputs.Sum(o => (long)o.Shape.Size));
        members.Constant(NetworkMembers.MaxBatch, _plan.MaxBatch);
        members.Constant(NetworkMembers.InferenceBytes, _cpu.InferenceBytes);
        members.Constant(NetworkMembers.FlopsPerSample, _plan.FlopsPerSample);
        if (_plan.IsTrainable)
        {
            members.Constant(TrainingMembers.TargetSize, _plan.Graph.Losses.Sum(l => l.Target?.Size ?? 0));
            members.Constant(TrainingMembers.TrainingBytes, _cpu.TrainingBytes);
        }

        EmitInterfaceConstants(members, ImplementsTrainable ? TrainableInterface : null);
        members.Write(NetworkMembers.Create, " => new(seed);");
        if (_plan.IsTrainable)
        {
            EmitState(members, TrainingMembers.LearningRate, "_learningRate", "LearningRate");
            members.Write(TrainingMembers.Schedule, " { get; set; }");
            EmitState(members, TrainingMembers.EpochsTrained, "_epochs", "Epochs");
        }
    }

    /// <summary>Writes the constants of a class as the static properties of its interfaces.</summary>
    /// <param name="members">The class.</param>
    /// <param name="trainable">The interface that has those of training, if the class implements it.</param>
    public static void EmitInterfaceConstants(MemberWriter members, string? trainable)
    {
        foreach (ClassMember constant in ClassMembers.All.Where(m => m.Kind == MemberKind.Constant))
        {
            string? owner = constant.Part == NetworkPart.Training ? trainable : $"global::DeepNet.INetwork<{members.Facts.TypeName}>";
            if (owner is not null)
            {
                members.Implementation(constant.Type(members.Facts), owner, constant.Name, constant.Name);
            }
        }
    }

    /// <summary>Writes a property that checks what is set.</summary>
    private static void EmitState(MemberWriter members, ClassMember property, string field, string check) => members.Block(property, writer =>
    {
        writer.Line($"get => {field};");
        using (writer.Block("set"))
        {
            writer.Line($"global::DeepNet.CompilerServices.BatchChecks.{check}(value);").Line($"{field} = value;");
        }
    });

    private void EmitInference(MemberWriter members)
    {
        List<Tensor> given = [.. InputTensors, .. OutputTensors];
        members.Method(NetworkMembers.Forward, details: SpanDocs(given), body: writer =>
        {
            EmitChecks(writer, InputTensors, _plan.Graph);
            EmitLengths(writer, OutputTensors);
            EmitSpanCall(writer, "RunInference", given);
        });
        members.Method(NetworkMembers.Predict, details: SpanDocs(given, prediction: true), body: writer =>
        {
            EmitChecks(writer, InputTensors, _plan.Graph);
            EmitLengths(writer, OutputTensors, prediction: true);
            EmitSpanCall(writer, "RunInference", given, prediction: true);
            if (_cpu.OutputActivations.Count > 0)
            {
                EmitSpanCall(writer, "RunPrediction", OutputTensors, prediction: true);
            }
        });
    }

    private void EmitTraining(MemberWriter members)
    {
        List<Tensor> given = [.. InputTensors, .. TargetTensors];
        members.Method(TrainingMembers.TrainStep, details: TargetDocs("The loss of the batch before the update.", " No parameter has changed.", trapsLoss: true), body: writer =>
        {
            EmitTargetChecks(writer);
            EmitKeeping(writer);
            EmitTrainedParameters(writer);
            EmitSpanCall(writer, $"{Keyword} loss = RunTrainingForward", given);
            EmitLossTrap(writer);
            if (_plan.UpdatesInBackward)
            {
                EmitSpanCall(writer, "RunUpdate", InputTensors);
                writer.Line("_step++;").Line("_pass++;").Line("return loss;");
            }
            else
            {
                EmitUpdateAfterBackward(writer);
            }
        });
        members.Method(TrainingMembers.Backward, details: TargetDocs("The loss of the batch.", "", trapsLoss: true), body: writer =>
        {
            EmitTargetChecks(writer);
            EmitKeeping(writer);
            EmitTrainedParameters(writer);
            EmitSpanCall(writer, $"{Keyword} loss = RunTrainingForward", given);
            EmitLossTrap(writer);
            EmitSpanCall(writer, "RunBackward", InputTensors);
            writer.Line("_pass++;").Line("return loss;");
        });
        members.Method(TrainingMembers.Evaluate, details: TargetDocs("The mean loss of the batch.", ""), body: writer =>
        {
            EmitTargetChecks(writer);
            EmitSpanCall(writer, "return RunEvaluation", given);
        });
        EmitBatchWeight(members);
        EmitApplyGradients(members);
    }

    private void EmitTargetChecks(SourceWriter writer)
    {
        EmitChecks(writer, InputTensors, _plan.Graph);
        foreach (LossNode loss in _plan.Graph.Losses)
        {
            foreach (Tensor tensor in loss.CallerTensors)
            {
                writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Length({tensor.Identifier()}.Length, n, {Text(tensor.Size)}, \"{tensor.Name}\");");
                if (tensor.IsInteger)
                {
                    EmitLabelCheck(writer, loss);
                }
                else if (_plan.NanTrap)
                {
                    writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Finite({tensor.Identifier()}, \"{tensor.Name}\");");
                }
            }
        }
    }

    private void EmitChecks(SourceWriter writer, IEnumerable<Tensor> inputs, Graph graph)
    {
        bool first = true;
        foreach (Tensor input in inputs)
        {
            writer.Line(first
                ? $"int n = global::DeepNet.CompilerServices.BatchChecks.Count({input.Identifier()}.Length, {Text(input.Size)}, MaxBatch, \"{input.Name}\");"
                : $"global::DeepNet.CompilerServices.BatchChecks.Length({input.Identifier()}.Length, n, {Text(input.Size)}, \"{input.Name}\");");
            first = false;
        }

        foreach (Tensor input in inputs)
        {
            if (graph.IntegerLimits.TryGetValue(input, out int limit))
            {
                writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Tokens({input.Identifier()}, {Text(limit)}, \"{input.Name}\");");
            }
            else if (_plan.NanTrap && !input.IsInteger)
            {
                writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Finite({input.Identifier()}, \"{input.Name}\");");
            }
        }
    }

    private void EmitLengths(SourceWriter writer, IEnumerable<Tensor> outputs, bool prediction = false)
    {
        foreach (Tensor output in outputs)
        {
            string name = SpanName(output, prediction);
            writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Length({CSharpNames.Identifier(name)}.Length, n, {Text(output.Size)}, \"{name}\");");
        }
    }

    private IEnumerable<string> SpanDocs(IEnumerable<Tensor> tensors, bool prediction = false)
    {
        foreach (Tensor tensor in tensors)
        {
            yield return $"<param name=\"{SpanName(tensor, prediction)}\"><c>[n, {Text(tensor.Size)}]</c>{(tensor == InputTensors.First() ? $", n from 1 to {Text(_plan.MaxBatch)}" : "")}.</param>";
        }

        string token = _plan.Graph.IntegerLimits.Count > 0 ? " or a token is out of range" : "";
        yield return $"<exception cref=\"global::System.ArgumentException\">A length is wrong{token}.</exception>";
        if (TrapDocs(InputTensors, "An input", trapsLoss: false) is { } trap)
        {
            yield return trap;
        }
    }

    private IEnumerable<string> TargetDocs(string returns, string unchanged, bool trapsLoss = false)
    {
        foreach (Tensor tensor in InputTensors)
        {
            yield return $"<param name=\"{tensor.Name}\"><c>[n, {Text(tensor.Size)}]</c>{(tensor == InputTensors.First() ? $", n from 1 to {Text(_plan.MaxBatch)}" : "")}.</param>";
        }

        foreach (LossNode loss in _plan.Graph.Losses)
        {
            foreach (Tensor tensor in loss.CallerTensors)
            {
                string ignored = loss.Definition.IgnoredLabel(loss.Attribute) is { } label ? $", or {Text(label)} for none" : "";
                string content = tensor.IsInteger ? $", classes from 0 to {Text(loss.Definition.Classes(loss.Node.Shape) - 1)}{ignored}"
                    : tensor == loss.SampleWeights ? ", factors of the samples' losses" : "";
                yield return $"<param name=\"{tensor.Name}\"><c>[n, {Text(tensor.Size)}]</c>{content}.</param>";
            }
        }

        yield return $"<returns>{returns}</returns>";
        yield return $"<exception cref=\"global::System.ArgumentException\">A length is wrong{(_plan.Graph.IntegerLimits.Count > 0 ? ", or a token or label" : " or a label")} is out of range.{unchanged}</exception>";
        if (TrapDocs(InputTensors.Concat(TargetTensors), "An input or a target", trapsLoss) is { } trap)
        {
            yield return trap;
        }
    }

    private string Spans(IEnumerable<Tensor> tensors, string kind, bool prediction = false) =>
        string.Join(", ", tensors.Select(t => $"global::System.{kind}<{TypeOf(t)}> {CSharpNames.Identifier(SpanName(t, prediction))}"));

    /// <summary>Writes a call with references to the first elements of spans, and the number of samples.</summary>
    private static void EmitSpanCall(SourceWriter writer, string function, IEnumerable<Tensor> tensors, bool prediction = false) =>
        writer.Call(function, [.. tensors.Select(t => $"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({CSharpNames.Identifier(SpanName(t, prediction))})"), "n"]);

    /// <summary>The name of a parameter; what <c>Predict</c> gives is called a prediction.</summary>
    private static string SpanName(Tensor tensor, bool prediction) =>
        !prediction || tensor.Kind != TensorKind.Output ? tensor.Name
        : tensor.Name == "output" ? "prediction"
        : tensor.Name.Substring(0, tensor.Name.Length - "Output".Length) + "Prediction";
}
