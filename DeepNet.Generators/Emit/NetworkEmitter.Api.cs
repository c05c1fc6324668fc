using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

internal sealed partial class NetworkEmitter
{
    private void EmitApi(SourceWriter writer)
    {
        EmitConstants(writer);
        EmitInference(writer);
        if (_plan.IsTrainable)
        {
            EmitTraining(writer);
        }
    }

    private long Value(ClassConstant constant) => constant.Name switch
    {
        "ParameterCount" => _plan.ParameterCount,
        "InputSize" => _plan.Graph.Inputs.Sum(i => (long)i.Shape.Size),
        "OutputSize" => _plan.Graph.Outputs.Sum(o => (long)o.Shape.Size),
        "MaxBatch" => _plan.MaxBatch,
        "InferenceBytes" => _cpu.InferenceBytes,
        "FlopsPerSample" => _plan.FlopsPerSample,
        "TargetSize" => _plan.Graph.Losses.Sum(l => l.Target?.Size ?? 0),
        "TrainingBytes" => _cpu.TrainingBytes,
        _ => throw new NotSupportedException(constant.Name),
    };

    private void EmitConstants(SourceWriter writer)
    {
        foreach (ClassConstant constant in ClassConstant.Of(_plan.IsTrainable))
        {
            writer.Line($"/// <summary>{constant.Summary}</summary>").Line($"public const {constant.Type} {constant.Name} = {Text(Value(constant))};").Line();
        }

        foreach (ClassConstant constant in ClassConstant.Of(ImplementsTrainable))
        {
            string owner = constant.IsOfTraining ? TrainableInterface : $"global::DeepNet.INetwork<{TypeName}>";
            writer.Line($"static {constant.Type} {owner}.{constant.Name} => {constant.Name};").Line();
        }

        writer.Line("/// <summary>Makes a network with freshly drawn weights.</summary>").Line("/// <param name=\"seed\">The seed of weights and dropout.</param>").Line("/// <returns>The network.</returns>");
        writer.Line($"public static {TypeName} Create(int seed) => new(seed);").Line();
        if (_plan.IsTrainable)
        {
            writer.Line("/// <summary>The learning rate of the next update, before the factor of <see cref=\"Schedule\"/>.</summary>").Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The value is negative or not finite.</exception>");
            using (writer.Block($"public {Keyword} LearningRate"))
            {
                writer.Line("get => _learningRate;");
                using (writer.Block("set"))
                {
                    writer.Line("global::DeepNet.CompilerServices.BatchChecks.LearningRate(value);").Line("_learningRate = value;");
                }
            }

            writer.Line();
            writer.Line("/// <summary>The learning rate over the course of training, as a factor of <see cref=\"LearningRate\"/>; null for none. Saved with the training state.</summary>");
            writer.Line("public global::DeepNet.Training.LearningRateSchedule? Schedule { get; set; }").Line();
            EmitEpochs(writer);
            writer.Line();
        }
    }

    private void EmitInference(SourceWriter writer)
    {
        string parameters = Spans(InputTensors, "ReadOnlySpan") + ", " + Spans(OutputTensors, "Span");
        writer.Line($"/// <summary>Computes the output{(_cpu.OutputActivations.Count > 0 ? ", as logits" : "")}. Dropout is off.</summary>");
        EmitSpanDocs(writer, InputTensors.Concat(OutputTensors));
        using (writer.Method($"public void Forward({parameters})"))
        {
            EmitChecks(writer, InputTensors, _plan.Graph);
            EmitLengths(writer, OutputTensors);
            EmitSpanCall(writer, "RunInference", InputTensors.Concat(OutputTensors));
        }

        writer.Line().Line($"/// <summary>Computes the prediction{(_cpu.OutputActivations.Count > 0 ? ": the output after softmax or sigmoid" : ", which is the output itself")}. Dropout is off.</summary>");
        EmitSpanDocs(writer, InputTensors.Concat(OutputTensors), prediction: true);
        string predictParameters = Spans(InputTensors, "ReadOnlySpan") + ", " + Spans(OutputTensors, "Span", prediction: true);
        using (writer.Method($"public void Predict({predictParameters})"))
        {
            EmitChecks(writer, InputTensors, _plan.Graph);
            EmitLengths(writer, OutputTensors, prediction: true);
            EmitSpanCall(writer, "RunInference", InputTensors.Concat(OutputTensors), prediction: true);
            if (_cpu.OutputActivations.Count > 0)
            {
                EmitSpanCall(writer, "RunPrediction", OutputTensors, prediction: true);
            }
        }
    }

    private void EmitTraining(SourceWriter writer)
    {
        string parameters = Spans(InputTensors.Concat(TargetTensors), "ReadOnlySpan");
        List<Tensor> given = [.. InputTensors, .. TargetTensors];

        writer.Line().Line("/// <summary>Forward, backward and update in one: a whole training step on one batch.</summary>");
        EmitTargetDocs(writer, "The loss of the batch before the update.", " No parameter has changed.");
        using (writer.Method($"public {Keyword} TrainStep({parameters})"))
        {
            EmitTargetChecks(writer);
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
        }

        writer.Line().Line("/// <summary>Forward in training mode and backward; adds to the gradients and changes no parameter.</summary>");
        EmitTargetDocs(writer, "The loss of the batch.", "");
        using (writer.Method($"public {Keyword} Backward({parameters})"))
        {
            EmitTargetChecks(writer);
            EmitTrainedParameters(writer);
            EmitSpanCall(writer, $"{Keyword} loss = RunTrainingForward", given);
            EmitLossTrap(writer);
            EmitSpanCall(writer, "RunBackward", InputTensors);
            writer.Line("_pass++;").Line("return loss;");
        }

        writer.Line().Line("/// <summary>Computes the loss without changing anything. Dropout is off.</summary>");
        EmitTargetDocs(writer, "The mean loss of the batch.", "");
        using (writer.Method($"public {Keyword} Evaluate({parameters})"))
        {
            EmitTargetChecks(writer);
            EmitSpanCall(writer, "return RunEvaluation", given);
        }

        EmitBatchWeight(writer);
        EmitApplyGradients(writer);
    }

    private void EmitTargetChecks(SourceWriter writer)
    {
        EmitChecks(writer, InputTensors, _plan.Graph);
        foreach (LossNode loss in _plan.Graph.Losses)
        {
            foreach (Tensor tensor in loss.CallerTensors)
            {
                writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Length({tensor.Identifier}.Length, n, {Text(tensor.Size)}, \"{tensor.Name}\");");
                if (tensor.IsInteger)
                {
                    EmitLabelCheck(writer, loss);
                }
                else if (_plan.NanTrap)
                {
                    writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Finite({tensor.Identifier}, \"{tensor.Name}\");");
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
                ? $"int n = global::DeepNet.CompilerServices.BatchChecks.Count({input.Identifier}.Length, {Text(input.Size)}, MaxBatch, \"{input.Name}\");"
                : $"global::DeepNet.CompilerServices.BatchChecks.Length({input.Identifier}.Length, n, {Text(input.Size)}, \"{input.Name}\");");
            first = false;
        }

        foreach (Tensor input in inputs)
        {
            if (graph.IntegerLimits.TryGetValue(input, out int limit))
            {
                writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Tokens({input.Identifier}, {Text(limit)}, \"{input.Name}\");");
            }
            else if (_plan.NanTrap && !input.IsInteger)
            {
                writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Finite({input.Identifier}, \"{input.Name}\");");
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

    private void EmitLossTrap(SourceWriter writer)
    {
        if (_plan.NanTrap)
        {
            writer.Line("global::DeepNet.CompilerServices.BatchChecks.Loss(loss);");
        }
    }

    private void EmitSpanDocs(SourceWriter writer, IEnumerable<Tensor> tensors, bool prediction = false)
    {
        foreach (Tensor tensor in tensors)
        {
            writer.Line($"/// <param name=\"{SpanName(tensor, prediction)}\"><c>[n, {Text(tensor.Size)}]</c>{(tensor == InputTensors.First() ? $", n from 1 to {Text(_plan.MaxBatch)}" : "")}.</param>");
        }

        string token = _plan.Graph.IntegerLimits.Count > 0 ? " or a token is out of range" : "";
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">A length is wrong{token}.</exception>");
    }

    private void EmitTargetDocs(SourceWriter writer, string returns, string unchanged)
    {
        foreach (Tensor tensor in InputTensors)
        {
            writer.Line($"/// <param name=\"{tensor.Name}\"><c>[n, {Text(tensor.Size)}]</c>{(tensor == InputTensors.First() ? $", n from 1 to {Text(_plan.MaxBatch)}" : "")}.</param>");
        }

        foreach (LossNode loss in _plan.Graph.Losses)
        {
            foreach (Tensor tensor in loss.CallerTensors)
            {
                string ignored = loss.Definition.IgnoredLabel(loss.Attribute) is { } label ? $", or {Text(label)} for none" : "";
                string content = tensor.IsInteger ? $", classes from 0 to {Text(loss.Definition.Classes(loss.Node.Shape) - 1)}{ignored}"
                    : tensor == loss.SampleWeights ? ", factors of the samples' losses" : "";
                writer.Line($"/// <param name=\"{tensor.Name}\"><c>[n, {Text(tensor.Size)}]</c>{content}.</param>");
            }
        }

        writer.Line($"/// <returns>{returns}</returns>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">A length is wrong{(_plan.Graph.IntegerLimits.Count > 0 ? ", or a token or label" : " or a label")} is out of range.{unchanged}</exception>");
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
