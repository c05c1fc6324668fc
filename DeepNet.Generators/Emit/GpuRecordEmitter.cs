using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Calls;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>Writes how the passes of a network on a device are recorded.</summary>
internal sealed partial class NetworkEmitter
{
    /// <summary>The passes of a network on a device, in the order of their numbers.</summary>
    private IEnumerable<string> GpuPasses =>
    [
        "Inference", "Prediction",
        .. _plan.IsTrainable ? (string[])["Evaluation", .. _plan.NanTrap ? (string[])["TrainingForward"] : [], .. Options.Accumulates ? (string[])["FirstGradients", "LastGradients"] : ["Training"], "Backpropagation", "Update", "Zeroing"] : [],
        .. HasAverage ? (string[])["Exchange"] : [],
        .. _plan.KeptCount > 0 ? (string[])["Restoring"] : [],
        .. _gpu!.Stepping is null ? (string[])[] : ["Stepping", "Reset"],
    ];

    private void EmitGpuRecords(SourceWriter writer)
    {
        int number = 0;
        foreach (string pass in GpuPasses)
        {
            writer.Line($"private const int {pass} = {Text(number++)};");
        }

        writer.Line().Line("/// <inheritdoc/>");
        using (writer.Method($"protected override void Record({Services}DispatchList list, int pass, int n)"))
        using (writer.Block("switch (pass)"))
        {
            foreach (string pass in GpuPasses)
            {
                writer.Line($"case {pass}:").Line($"    Record{pass}(list{(DependsOnBatch(pass) ? ", n" : "")});").Line("    break;");
            }
        }

        EmitGpuRecord(writer, "Inference", () =>
        {
            writer.Line("RecordForward(list, n);");
            EmitGpuReadbacks(writer, OutputTensors);
        });
        EmitGpuRecord(writer, "Prediction", () =>
        {
            writer.Line("RecordForward(list, n);");
            EmitDispatches(writer, _gpu!.OutputActivations.Dispatches, "InferenceMemory", _gpu.OutputActivations.Memory);
            EmitGpuReadbacks(writer, OutputTensors);
        });
        EmitGpuRecord(writer, "Forward", () =>
        {
            EmitGpuCopies(writer, InputTensors);
            EmitDispatches(writer, _gpu!.Inference.Dispatches, "InferenceMemory", _gpu.Inference.Memory);
        });
        if (_plan.IsTrainable)
        {
            EmitGpuTrainingRecords(writer);
        }

        if (_gpu!.Stepping is { } stepping)
        {
            EmitGpuRecord(writer, "Stepping", () =>
            {
                EmitGpuCopies(writer, _gpu.StepInputs);
                EmitDispatches(writer, stepping.Dispatches, "StepMemory", stepping.Memory);
                EmitGpuReadbacks(writer, _gpu.StepOutputs);
            });
            EmitGpuRecord(writer, "Reset", () => writer.Line($"list.Clear(Arena(StepState.{_gpu.States[0].Name}, {Text(Length(_gpu.States))}));"));
        }
    }

    private void EmitGpuTrainingRecords(SourceWriter writer)
    {
        List<Tensor> given = [.. InputTensors, .. TargetTensors];
        GpuProgram training = _gpu!.Training!;
        const string loss = "list.Copy(Arena(StepValue.Loss, 1), Readback(0, 1));";
        void Forward()
        {
            EmitGpuCopies(writer, given);
            EmitGpuKeyCopy(writer);
            EmitDispatches(writer, training.Dispatches.Take(_gpu.ForwardDispatches), "TrainingMemory", training.Memory);
        }

        void Update()
        {
            EmitGpuCoefficientCopies(writer);
            EmitDispatches(writer, _gpu.Update!.Dispatches, "UpdateMemory", _gpu.Update.Memory);
        }

        EmitGpuRecord(writer, "Evaluation", () =>
        {
            EmitGpuCopies(writer, given);
            EmitDispatches(writer, _gpu.Evaluation!.Dispatches, "EvaluationMemory", _gpu.Evaluation.Memory);
            writer.Line(loss);
        });
        if (_plan.NanTrap)
        {
            EmitGpuRecord(writer, "TrainingForward", () =>
            {
                EmitGpuKept(writer, back: false);
                Forward();
                writer.Line(loss);
            });
        }

        if (Options.Accumulates)
        {
            EmitGpuRecord(writer, "FirstGradients", () => writer.Line("RecordZeroing(list);").Line("RecordBackpropagation(list, n);"));
            EmitGpuRecord(writer, "LastGradients", () => writer.Line("RecordBackpropagation(list, n);").Line("RecordUpdate(list);"));
        }
        else
        {
            EmitGpuRecord(writer, "Training", () => writer.Line("RecordZeroing(list);").Line("RecordBackpropagation(list, n);").Line("RecordUpdate(list);"));
        }

        EmitGpuRecord(writer, "Backpropagation", () =>
        {
            if (!_plan.NanTrap)
            {
                Forward();
            }

            EmitDispatches(writer, training.Dispatches.Skip(_gpu.ForwardDispatches), "TrainingMemory", training.Memory);
            writer.Line(loss);
        });
        EmitGpuRecord(writer, "Update", Update);
        EmitGpuRecord(writer, "Zeroing", () => writer.Line($"list.Clear(Arena(Place.Gradients, {Text(_gpu.ParameterRegion)}));"));
        if (_plan.KeptCount > 0)
        {
            EmitGpuRecord(writer, "Restoring", () => EmitGpuKept(writer, back: true));
        }

        if (HasAverage)
        {
            EmitGpuRecord(writer, "Exchange", () => EmitDispatches(writer, _gpu.Exchange, "", training.Memory));
        }
    }

    private static void EmitGpuRecord(SourceWriter writer, string pass, System.Action body)
    {
        writer.Line();
        using (writer.Method($"private void Record{pass}({Services}DispatchList list{(DependsOnBatch(pass) ? ", int n" : "")})"))
        {
            body();
        }
    }

    /// <summary>Whether what is recorded for a pass depends on the number of samples.</summary>
    private static bool DependsOnBatch(string pass) => pass is not ("Update" or "Zeroing" or "Exchange" or "Restoring" or "Reset");

    private void EmitGpuCopies(SourceWriter writer, IEnumerable<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            string length = StepCalls.CountText(tensor.Size, "n");
            writer.Line($"list.Copy(Upload({Text(UploadPlace(tensor))}, {length}), {SliceText(tensor, "", _gpu!.Inference.Memory)});");
        }
    }

    private void EmitGpuCoefficientCopies(SourceWriter writer)
    {
        long place = 0;
        foreach (Tensor tensor in _gpu!.Coefficients.Select(c => c.Tensor))
        {
            writer.Line($"list.Copy(Upload({Text(place)}, {Text(tensor.Size)}), {SliceText(tensor, "", _gpu.Inference.Memory)});");
            place += GpuPlan.Align(tensor.Size);
        }
    }

    private void EmitGpuKeyCopy(SourceWriter writer)
    {
        if (_gpu!.MaskKeys.Count > 0)
        {
            string count = Text(_gpu.MaskKeys.Count);
            writer.Line($"list.Copy(Upload({Text(_gpu.Coefficients.Sum(c => GpuPlan.Align(c.Tensor.Size)))}, {count}), Arena(StepValue.Keys, {count}));");
        }
    }

    private void EmitGpuReadbacks(SourceWriter writer, IEnumerable<Tensor> outputs)
    {
        foreach (Tensor output in outputs)
        {
            writer.Line($"list.Copy({SliceText(output, "", _gpu!.Inference.Memory)}, Readback({Text(ReadbackPlace(output))}, {StepCalls.CountText(output.Size, "n")}));");
        }
    }

    private void EmitDispatches(SourceWriter writer, IEnumerable<Dispatch> dispatches, string memory, MemoryPlan offsets)
    {
        foreach (Dispatch dispatch in dispatches)
        {
            if (dispatch.Comment.Length > 0)
            {
                writer.Line().Line("// " + dispatch.Comment.Replace("\n", "\n// "));
            }

            string constants = string.Join(", ", dispatch.Constants.Select(c => c.IsStride && GroupText(dispatch.X, true) == "1" ? "256u" : $"(uint){(c.IsStride ? $"(256 * {GroupText(dispatch.X, true)})" : Parenthesised(c.Count))}"));
            bool isLoop = dispatch.Constants.Any(c => c.IsStride);
            writer.Call("list.Dispatch", [
                $"global::{GeneratedNamespaces.Shaders}.{dispatch.Kernel.ClassName}.Shader", GroupText(dispatch.X, isLoop), GroupText(dispatch.Y, false), Text(dispatch.Z),
                $"[{constants}]",
                $"[{string.Join(", ", dispatch.Reads.Select(o => SliceText(o, memory, offsets)))}]",
                $"[{string.Join(", ", dispatch.Writes.Select(o => SliceText(o, memory, offsets)))}]"]);
        }
    }

    private string GroupText(GroupCount groups, bool isLoop) => groups is { Count.PerSample: 0, Size: var size, Count.Fixed: var count } && (!isLoop || (count + size - 1) / size <= GroupCount.Limit)
        ? Text((count + size - 1) / size)
        : $"{(isLoop ? "Groups" : "Tiles")}({BatchText(groups.Count)}, {Text(groups.Size)})";

    private static string BatchText(BatchCount count) => count.PerSample == 0 ? Text(count.Fixed) : StepCalls.CountText(count.PerSample, "n") + (count.Fixed == 0 ? "" : " + " + Text(count.Fixed));

    private static string Parenthesised(BatchCount count) => count is { PerSample: 0 } or { PerSample: 1, Fixed: 0 } ? BatchText(count) : $"({BatchText(count)})";

    private string SliceText(GpuOperand operand, string memory, MemoryPlan offsets)
    {
        Tensor tensor = operand.Tensor;
        string length = tensor.PerSample ? StepCalls.CountText(tensor.Size, "n") : Text(tensor.Size);
        if (operand.Parameter is { } parameter)
        {
            return $"Arena(Place.Gradients + Place.{parameter.Tensor.Name}, {length})";
        }

        string place = tensor.Kind switch
        {
            TensorKind.Workspace => $"{memory}.{offsets.NameOf(tensor)}",
            TensorKind.Parameter => "Place." + tensor.Name,
            _ when GpuNamed().FirstOrDefault(n => n.Tensor == tensor) is { Name: { } name } named => $"{named.Class}.{name}",
            TensorKind.Buffer when _plan.Buffers.Any(b => b.Tensor.Name == tensor.Name) => "Place." + tensor.Name,
            _ => Text(_gpu!.PlaceOf(tensor)),
        };
        return $"Arena({place}, {length})";
    }
}
