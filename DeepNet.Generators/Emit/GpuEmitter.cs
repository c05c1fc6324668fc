using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Members;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>Writes what a network with <c>Gpu = true</c> has beside the rest: <c>OnGpu</c>, and the network on a device as a nested class.</summary>
internal sealed partial class NetworkEmitter
{
    private const string Shaders = "global::DeepNet.Shaders.";
    private const string Services = Shaders + "CompilerServices.";

    private long ValuesLength => GpuPlan.Align(_gpu!.Coefficients.Sum(c => GpuPlan.Align(c.Tensor.Size)) + (_gpu.MaskKeys.Count > 0 ? GpuPlan.KeyTensor.Size : 0));

    private void EmitGpu(MemberWriter members)
    {
        members.Write(GpuMembers.OnGpu, $" => new(this, {Shaders}GpuDevice.Open(), true);");
        members.Write(GpuMembers.OnGpuDevice, " => new(this, device, false);");
        string[] remarks = _plan.IsTrainable
            ? [$"<remarks>A training step of <see cref=\"MaxBatch\"/> samples: {Text(_gpu!.StepDispatches.Count)} dispatches, {Number(_gpu.StepBytes)} bytes to and from memory, {Number(StepFlops)} floating-point operations.</remarks>"]
            : [];
        string trainable = ImplementsTrainable ? $", {Shaders}IGpuTrainable<{TypeOf(InputTensors.Single())}, {TypeOf(TargetTensors.Single())}>" : "";
        members.Block(GpuMembers.Gpu, rest: $" : {Services}GpuNetwork{trainable}", details: remarks, body: writer =>
        {
            EmitGpuConstants(writer);
            EmitGpuPlaces(writer);
            writer.Line($"private readonly {FullTypeName} _network;");
            if (HasAverage)
            {
                writer.Line("private bool _usesAverages; // whether parameters and averages are exchanged on the device");
            }

            writer.Line();
            EmitGpuConstructor(writer);
            EmitGpuCopies(writer);
            EmitGpuInference(writer);
            if (_plan.IsTrainable)
            {
                EmitGpuTraining(writer);
            }

            if (_gpu!.Stepping is not null)
            {
                EmitGpuStepping(writer);
            }

            EmitGpuRecords(writer);
        });
    }

    /// <summary>The products of backward, for inputs and for weights, take about as many operations as that of forward each.</summary>
    private long StepFlops => 3 * _plan.FlopsPerSample * _plan.MaxBatch;

    private void EmitGpuConstants(SourceWriter writer)
    {
        if (!_plan.IsTrainable)
        {
            return;
        }

        writer.Line("/// <summary>The dispatches of a training step with an update.</summary>").Line($"public const int DispatchesPerStep = {Text(_gpu!.StepDispatches.Count)};").Line();
        writer.Line("/// <summary>The bytes that the dispatches of a training step of <see cref=\"MaxBatch\"/> samples read and write, each tensor of a dispatch counted once.</summary>");
        writer.Line($"public const long BytesPerStep = {Text(_gpu.StepBytes)};").Line();
        writer.Line("/// <summary>The floating-point operations of a training step of <see cref=\"MaxBatch\"/> samples: three times those of the forward pass.</summary>");
        writer.Line($"public const long FlopsPerStep = {Text(StepFlops)};").Line();
    }

    private void EmitGpuPlaces(SourceWriter writer)
    {
        writer.Line("// Where each tensor begins in the memory of the device, in elements.");
        using (writer.Block("private static class Place"))
        {
            foreach (ParameterPlan parameter in _plan.Parameters)
            {
                writer.Line($"internal const long {parameter.Tensor.Name} = {Text(_gpu!.PlaceOf(parameter.Tensor))}; // {parameter.Spec.Shape}");
            }

            if (_plan.IsTrainable)
            {
                writer.Line($"internal const long Gradients = {Text(_gpu!.ParameterRegion)}; // and behind them the states of the optimizer, each in the order of the parameters");
            }

            foreach (BufferPlan buffer in _plan.Buffers)
            {
                writer.Line($"internal const long {buffer.Tensor.Name} = {Text(_gpu!.PlaceOf(buffer.Tensor))}; // {buffer.Spec.Shape}");
            }

        }

        // In classes of their own: an input may have the name of a layer and its parameter together.
        foreach (IGrouping<string, (string Class, string Name, Tensor Tensor)> places in GpuNamed().GroupBy(p => p.Class))
        {
            using (writer.Line().Block($"private static class {places.Key}"))
            {
                foreach ((_, string name, Tensor tensor) in places)
                {
                    writer.Line($"internal const long {name} = {Text(_gpu!.PlaceOf(tensor))};");
                }
            }
        }

        writer.Line();
        foreach ((string name, GpuProgram program) in GpuMemories().Where(m => m.Program.Memory.Offsets.Count > 0))
        {
            using (writer.Block($"private static class {name}"))
            {
                foreach (KeyValuePair<Tensor, long> entry in program.Memory.Offsets.OrderBy(o => o.Value).ThenBy(o => o.Key.Name, System.StringComparer.Ordinal))
                {
                    string size = entry.Key.PerSample ? $"[n, {Text(entry.Key.Size)}]" : $"[{Text(entry.Key.Size)}]";
                    writer.Line($"internal const long {program.Memory.NameOf(entry.Key)} = {Text(entry.Value)}; // {size}");
                }
            }

            writer.Line();
        }
    }

    private IEnumerable<(string Name, GpuProgram Program)> GpuMemories() =>
        new[] { ("InferenceMemory", _gpu!.Inference), ("EvaluationMemory", _gpu.Evaluation), ("TrainingMemory", _gpu.Training), ("UpdateMemory", _gpu.Update), ("StepMemory", _gpu.Stepping) }.Where(m => m.Item2 is not null)!;

    /// <summary>The places that have a name of their own: what callers give and get, and the values of a step.</summary>
    private IEnumerable<(string Class, string Name, Tensor Tensor)> GpuNamed()
    {
        foreach (Tensor tensor in _gpu!.Callers.Concat(_gpu.Outputs))
        {
            yield return ("Caller", tensor.Identifier(), tensor);
        }

        if (_plan.IsTrainable)
        {
            yield return ("StepValue", "Loss", _gpu.LossTensor);
            if (_plan.KeptCount > 0)
            {
                yield return ("StepValue", "KeptStatistics", _gpu.KeptTensor);
            }

            for (int i = 0; i < _gpu.Coefficients.Count; i++)
            {
                yield return ("StepValue", "Coefficients" + (i == 0 ? "" : Text(i + 1)), _gpu.Coefficients[i].Tensor);
            }

            if (_gpu.MaskKeys.Count > 0)
            {
                yield return ("StepValue", "Keys", GpuPlan.KeyTensor);
            }
        }

        foreach (Tensor tensor in _gpu.StepInputs.Concat(_gpu.StepOutputs))
        {
            yield return ("StepCaller", tensor.Identifier(), tensor);
        }

        foreach (Tensor state in _gpu.States)
        {
            yield return ("StepState", state.Name, state);
        }
    }

    /// <summary>The network's class, from within the nested one, whose members may have its short name.</summary>
    private string FullTypeName => "global::" + string.Join(".", new[] { _spec.Namespace }.Where(n => n.Length > 0).Concat(_spec.ContainingTypes.Append(_spec.Type).Select(t => CSharpNames.Identifier(t.Name))));

    private bool HasAverage => _plan.IsTrainable && Options.HasAverage;

    /// <summary>The elements of tensors behind each other, for the largest batch.</summary>
    private long Length(IEnumerable<Tensor> tensors) => tensors.Sum(t => GpuPlan.Align(t.Elements(_plan.MaxBatch)));

    private void EmitGpuConstructor(SourceWriter writer)
    {
        long upload = ValuesLength + System.Math.Max(Length(_gpu!.Callers), Length(_gpu.StepInputs));
        long readback = GpuPlan.Align(1) + System.Math.Max(Length(_gpu.Outputs), Length(_gpu.StepOutputs));
        writer.Line($"internal Gpu({FullTypeName} network, {Shaders}GpuDevice device, bool ownsDevice)");
        writer.Line($"    : base(device, ownsDevice, arena: {Text(_gpu.Elements)}, upload: {Text(System.Math.Max(upload, 1))}, readback: {Text(readback)}, maxBatch: MaxBatch, fixedLength: {Text(_gpu.FixedElements)})");
        using (writer.Block())
        {
            writer.Line("_network = network;").Line("Upload();");
        }

        List<string> places = [];
        int region = _plan.ParameterRegion;
        for (int copy = 0; copy < _plan.ParameterCopies; copy++)
        {
            foreach (ParameterPlan parameter in _plan.Parameters)
            {
                places.Add($"new({Text(region * copy + parameter.Offset)}, {Text(_gpu.ParameterRegion * copy + _gpu.PlaceOf(parameter.Tensor))}, {Text(parameter.Size)})");
            }
        }

        places.AddRange(_plan.Buffers.Select(b => $"new({Text(_plan.BufferOffset + b.Offset)}, {Text(_gpu.PlaceOf(b.Tensor))}, {Text(b.Size)})"));
        writer.Line().Line("// Where parameters, gradients, states of the optimizer and running statistics lie in the network and on the device.");
        using (writer.Block($"private static {Services}TensorPlace[] Tensors {{ get; }} =", "];", "["))
        {
            foreach (string place in places)
            {
                writer.Line(place + ",");
            }
        }
    }
}
