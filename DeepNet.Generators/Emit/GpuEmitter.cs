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

    private long ValuesLength => GpuPlan.Align(_gpu!.Coefficients.Sum(c => GpuPlan.Align(c.Size)) + (_gpu.MaskKeys.Count > 0 ? GpuPlan.KeyTensor.Size : 0));

    private void EmitGpu(MemberWriter members)
    {
        members.Write(GpuMembers.OnGpu, $" => new(this, {Shaders}GpuDevice.Open(), true);");
        members.Write(GpuMembers.OnGpuDevice, " => new(this, device, false);");
        string trainable = ImplementsTrainable ? $", {Shaders}IGpuTrainable<{TypeOf(InputTensors.Single())}, {TypeOf(TargetTensors.Single())}>" : "";
        members.Block(GpuMembers.Gpu, rest: $" : {Services}GpuNetwork{trainable}", body: writer =>
        {
            EmitGpuPlaces(writer);
            writer.Line($"private readonly {FullTypeName} _network;").Line();
            EmitGpuConstructor(writer);
            EmitGpuMethods(writer);
            EmitGpuRecords(writer);
        });
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
        new[] { ("InferenceMemory", _gpu!.Inference), ("EvaluationMemory", _gpu.Evaluation), ("TrainingMemory", _gpu.Training) }.Where(m => m.Item2 is not null)!;

    /// <summary>The places that have a name of their own: what callers give and get, and the values of a step.</summary>
    private IEnumerable<(string Class, string Name, Tensor Tensor)> GpuNamed()
    {
        foreach (Tensor tensor in _gpu!.Callers.Concat(_gpu.Outputs))
        {
            yield return ("Caller", tensor.Identifier, tensor);
        }

        if (_plan.IsTrainable)
        {
            yield return ("StepValue", "Loss", _gpu.LossTensor);
            for (int i = 0; i < _gpu.Coefficients.Count; i++)
            {
                yield return ("StepValue", "Coefficients" + (i == 0 ? "" : Text(i + 1)), _gpu.Coefficients[i]);
            }

            if (_gpu.MaskKeys.Count > 0)
            {
                yield return ("StepValue", "Keys", GpuPlan.KeyTensor);
            }
        }
    }

    /// <summary>The network's class, from within the nested one, whose members may have its short name.</summary>
    private string FullTypeName => "global::" + string.Join(".", new[] { _spec.Namespace }.Where(n => n.Length > 0).Concat(_spec.ContainingTypes.Append(_spec.Type).Select(t => CSharpNames.Identifier(t.Name))));

    private void EmitGpuConstructor(SourceWriter writer)
    {
        long upload = ValuesLength + _gpu!.Callers.Sum(t => GpuPlan.Align(t.Elements(_plan.MaxBatch)));
        long readback = GpuPlan.Align(1) + _gpu.Outputs.Sum(t => GpuPlan.Align(t.Elements(_plan.MaxBatch)));
        writer.Line($"internal Gpu({FullTypeName} network, {Shaders}GpuDevice device, bool ownsDevice)");
        writer.Line($"    : base(device, ownsDevice, arena: {Text(_gpu.Elements)}, upload: {Text(System.Math.Max(upload, 1))}, readback: {Text(readback)})");
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

        writer.Line().Line("/// <summary>Copies parameters, gradients and the state of the optimizer from the network to the device again, after they were changed there.</summary>");
        using (writer.Method("public void Upload()"))
        using (writer.Block($"foreach ({Services}TensorPlace place in Tensors)"))
        {
            writer.Line("CopyToArena(_network.Slice(place.Network, place.Length), place.Device);");
        }

        writer.Line().Line("/// <summary>Copies parameters, gradients and the state of the optimizer from the device into the network, which then predicts and saves what was trained.</summary>");
        using (writer.Method("public void Download()"))
        using (writer.Block($"foreach ({Services}TensorPlace place in Tensors)"))
        {
            writer.Line("CopyFromArena(place.Device, _network.Slice(place.Network, place.Length));");
        }

        writer.Line().Line("/// <summary>Saves the network as it is on the device; see the network's own <c>Save</c>.</summary>").Line("/// <param name=\"path\">The file.</param>").Line("/// <param name=\"includeState\">Whether the state of training is saved too.</param>");
        using (writer.Method("public void Save(string path, bool includeState = false)"))
        {
            writer.Line("Download();").Line("_network.Save(path, includeState);");
        }

        writer.Line();
    }

    private void EmitGpuMethods(SourceWriter writer)
    {
        List<Tensor> inputs = [.. InputTensors];
        List<Tensor> given = [.. inputs, .. TargetTensors];
        foreach (bool prediction in (bool[])[false, true])
        {
            writer.Line($"/// <summary>Computes the {(prediction ? "prediction" : "output")} on the device. Dropout is off.</summary>");
            writer.Documentation(SpanDocs(inputs.Concat(OutputTensors), prediction));
            using (writer.Method($"public void {(prediction ? "Predict" : "Forward")}({Spans(inputs, "ReadOnlySpan")}, {Spans(OutputTensors, "Span", prediction)})"))
            {
                EmitChecks(writer, inputs, _plan.Graph);
                EmitLengths(writer, OutputTensors, prediction);
                EmitGpuUploads(writer, inputs);
                writer.Line($"Run({(prediction ? "Prediction" : "Inference")}, n);");
                long place = GpuPlan.Align(1);
                foreach (Tensor output in OutputTensors)
                {
                    string span = CSharpNames.Identifier(SpanName(output, prediction));
                    writer.Line($"ReadbackFloats.Slice({Text(place)}, {span}.Length).CopyTo({span});");
                    place += GpuPlan.Align(output.Elements(_plan.MaxBatch));
                }
            }

            writer.Line();
        }

        if (!_plan.IsTrainable)
        {
            return;
        }

        string parameters = Spans(given, "ReadOnlySpan");
        writer.Line("/// <summary>Forward, backward and update in one submission. The gradients on the device are those of this batch afterwards.</summary>");
        writer.Documentation(TargetDocs("The loss of the batch before the update.", " No parameter has changed."));
        using (writer.Method($"public float TrainStep({parameters})"))
        {
            EmitTargetChecks(writer);
            EmitGpuUploads(writer, given);
            EmitGpuValues(writer, coefficients: true);
            writer.Line("Run(Training, n);").Line("_network._step++;").Line("_network._pass++;").Line("return ReadbackFloats[0];");
        }

        writer.Line().Line("/// <summary>Forward in training mode and backward; adds to the gradients on the device and changes no parameter.</summary>");
        writer.Documentation(TargetDocs("The loss of the batch.", ""));
        using (writer.Method($"public float Backward({parameters})"))
        {
            EmitTargetChecks(writer);
            EmitGpuUploads(writer, given);
            EmitGpuValues(writer, coefficients: false);
            writer.Line("Run(Backpropagation, n);").Line("_network._pass++;").Line("return ReadbackFloats[0];");
        }

        writer.Line().Line("/// <summary>Computes the loss without changing anything. Dropout is off.</summary>");
        writer.Documentation(TargetDocs("The mean loss of the batch.", ""));
        using (writer.Method($"public float Evaluate({parameters})"))
        {
            EmitTargetChecks(writer);
            EmitGpuUploads(writer, given);
            writer.Line("Run(Evaluation, n);").Line("return ReadbackFloats[0];");
        }

        writer.Line().Line("/// <summary>Updates the parameters on the device from its gradients, which do not change.</summary>");
        using (writer.Method("public void ApplyGradients()"))
        {
            EmitGpuValues(writer, coefficients: true, masks: false);
            writer.Line("Run(Update, 1);").Line("_network._step++;");
        }

        writer.Line().Line("/// <summary>Sets all gradients on the device to zero.</summary>").Line("public void ZeroGradients() => Run(Zeroing, 1);").Line();
    }

    private long UploadPlace(Tensor tensor) => ValuesLength + _gpu!.Callers.TakeWhile(t => t != tensor).Sum(t => GpuPlan.Align(t.Elements(_plan.MaxBatch)));

    private void EmitGpuUploads(SourceWriter writer, IEnumerable<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            writer.Line($"{tensor.Identifier}.CopyTo({(tensor.IsInteger ? "UploadInts" : "UploadFloats")}.Slice({Text(UploadPlace(tensor))}, {tensor.Identifier}.Length));");
        }
    }

    private void EmitGpuValues(SourceWriter writer, bool coefficients, bool masks = true)
    {
        long place = 0;
        for (int i = 0; i < _gpu!.Coefficients.Count; i++)
        {
            if (coefficients)
            {
                double scale = _plan.LearningRateScales[i];
                string local = _updates.CoefficientsFor(scale);
                _updates.WriteCoefficients(writer, [scale], "_network.");
                IReadOnlyList<string> names = [.. _plan.Optimizer!.Rule.Rule.Coefficients];
                for (int c = 0; c < names.Count; c++)
                {
                    writer.Line($"UploadFloats[{Text(place + c)}] = {local}.{char.ToUpperInvariant(names[c][0])}{names[c].Substring(1)};");
                }
            }

            place += GpuPlan.Align(_gpu.Coefficients[i].Size);
        }

        for (int i = 0; masks && i < _gpu.MaskKeys.Count; i++)
        {
            writer.Line($"UploadInts[{Text(place + i)}] = (int)global::DeepNet.CompilerServices.DropoutMask.Key(_network._seed, _network._pass, {Text(_gpu.MaskKeys[i])});");
        }
    }
}
