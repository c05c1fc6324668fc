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
    private void EmitGpuRecords(SourceWriter writer)
    {
        string[] passes = _plan.IsTrainable ? ["Inference", "Prediction", "Evaluation", "Training", "Backpropagation", "Update", "Zeroing"] : ["Inference", "Prediction"];
        for (int i = 0; i < passes.Length; i++)
        {
            writer.Line($"private const int {passes[i]} = {Text(i)};");
        }

        writer.Line().Line("/// <inheritdoc/>");
        using (writer.Method($"protected override void Record({Services}DispatchList list, int pass, int n)"))
        using (writer.Block("switch (pass)"))
        {
            foreach (string pass in passes)
            {
                writer.Line($"case {pass}:").Line($"    Record{pass}(list{(DependsOnBatch(pass) ? ", n" : "")});").Line("    break;");
            }
        }

        EmitGpuRecord(writer, "Inference", () =>
        {
            writer.Line("RecordForward(list, n);");
            EmitGpuReadbacks(writer);
        });
        EmitGpuRecord(writer, "Prediction", () =>
        {
            writer.Line("RecordForward(list, n);");
            EmitDispatches(writer, _gpu!.OutputActivations.Dispatches, "InferenceMemory", _gpu.OutputActivations.Memory);
            EmitGpuReadbacks(writer);
        });
        EmitGpuRecord(writer, "Forward", () =>
        {
            EmitGpuCopies(writer, InputTensors);
            EmitDispatches(writer, _gpu!.Inference.Dispatches, "InferenceMemory", _gpu.Inference.Memory);
        });
        if (!_plan.IsTrainable)
        {
            return;
        }

        IReadOnlyList<Tensor> given = [.. InputTensors, .. TargetTensors];
        const string loss = "list.Copy(Arena(StepValue.Loss, 1), Readback(0, 1));";
        EmitGpuRecord(writer, "Evaluation", () =>
        {
            EmitGpuCopies(writer, given);
            EmitDispatches(writer, _gpu!.Evaluation!.Dispatches, "EvaluationMemory", _gpu.Evaluation.Memory);
            writer.Line(loss);
        });
        EmitGpuRecord(writer, "Training", () =>
        {
            EmitGpuValueCopies(writer, coefficients: true, masks: false);
            writer.Line("RecordZeroing(list);").Line("RecordGradients(list, n);");
            EmitDispatches(writer, _gpu!.Updates, "TrainingMemory", _gpu.Training!.Memory);
            writer.Line(loss);
        });
        EmitGpuRecord(writer, "Backpropagation", () => writer.Line("RecordGradients(list, n);").Line(loss));
        EmitGpuRecord(writer, "Gradients", () =>
        {
            EmitGpuCopies(writer, given);
            EmitGpuValueCopies(writer, coefficients: false, masks: true);
            EmitDispatches(writer, _gpu!.Training!.Dispatches, "TrainingMemory", _gpu.Training.Memory);
        });
        EmitGpuRecord(writer, "Update", () =>
        {
            EmitGpuValueCopies(writer, coefficients: true, masks: false);
            EmitDispatches(writer, _gpu!.Updates, "", _gpu.Training!.Memory);
        });
        EmitGpuRecord(writer, "Zeroing", () => writer.Line($"list.Clear(Arena(Place.Gradients, {Text(_gpu!.ParameterRegion)}));"));
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
    private static bool DependsOnBatch(string pass) => pass is not ("Update" or "Zeroing");

    private void EmitGpuCopies(SourceWriter writer, IEnumerable<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            string length = StepCalls.CountText(tensor.Size, "n");
            writer.Line($"list.Copy(Upload({Text(UploadPlace(tensor))}, {length}), Arena(Caller.{tensor.Identifier}, {length}));");
        }
    }

    private void EmitGpuValueCopies(SourceWriter writer, bool coefficients, bool masks)
    {
        long place = 0;
        for (int i = 0; i < _gpu!.Coefficients.Count; i++)
        {
            Tensor tensor = _gpu.Coefficients[i];
            if (coefficients)
            {
                writer.Line($"list.Copy(Upload({Text(place)}, {Text(tensor.Size)}), Arena(StepValue.Coefficients{(i == 0 ? "" : Text(i + 1))}, {Text(tensor.Size)}));");
            }

            place += GpuPlan.Align(tensor.Size);
        }

        if (masks && _gpu.MaskKeys.Count > 0)
        {
            writer.Line($"list.Copy(Upload({Text(place)}, {Text(_gpu.MaskKeys.Count)}), Arena(StepValue.Keys, {Text(_gpu.MaskKeys.Count)}));");
        }
    }

    private void EmitGpuReadbacks(SourceWriter writer)
    {
        long place = GpuPlan.Align(1);
        foreach (Tensor output in OutputTensors)
        {
            string length = StepCalls.CountText(output.Size, "n");
            writer.Line($"list.Copy(Arena(Caller.{output.Identifier}, {length}), Readback({Text(place)}, {length}));");
            place += GpuPlan.Align(output.Elements(_plan.MaxBatch));
        }
    }

    private void EmitDispatches(SourceWriter writer, IReadOnlyList<Dispatch> dispatches, string memory, MemoryPlan offsets)
    {
        foreach (Dispatch dispatch in dispatches)
        {
            if (dispatch.Comment.Length > 0)
            {
                writer.Line().Line("// " + dispatch.Comment.Replace("\n", "\n// "));
            }

            string constants = string.Join(", ", dispatch.Constants.Select(c => $"(uint){(c.IsStride ? $"(256 * {GroupText(dispatch.X, true)})" : Parenthesised(c.Count))}"));
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

    private static string BatchText(BatchCount count) => count.PerSample == 0 ? Text(count.Fixed) : StepCalls.CountText(count.PerSample, "n");

    private static string Parenthesised(BatchCount count) => count.PerSample is 0 or 1 ? BatchText(count) : $"({BatchText(count)})";

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
            TensorKind.Buffer when _plan.Buffers.Any(b => b.Tensor == tensor) => "Place." + tensor.Name,
            _ => Text(_gpu!.PlaceOf(tensor)),
        };
        return $"Arena({place}, {length})";
    }
}
