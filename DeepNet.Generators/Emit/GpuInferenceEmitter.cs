using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>Writes what a network on a device copies to and from the network, and how it predicts.</summary>
internal sealed partial class NetworkEmitter
{
    private void EmitGpuCopies(SourceWriter writer)
    {
        writer.Line().Line("/// <summary>Copies parameters, gradients and the state of the optimizer from the network to the device again, after they were changed there.</summary>");
        using (writer.Method("public void Upload()"))
        {
            using (writer.Block($"foreach ({Services}TensorPlace place in Tensors)"))
            {
                writer.Line("CopyToArena(_network.Slice(place.Network, place.Length), place.Device);");
            }

            if (HasAverage)
            {
                writer.Line("_usesAverages = _network._usesAverages;");
            }
        }

        writer.Line().Line("/// <summary>Copies parameters, gradients and the state of the optimizer from the device into the network, which then predicts and saves what was trained.</summary>");
        using (writer.Method("public void Download()"))
        {
            writer.Line("CopyFromArena(Tensors, _network.Slice(0, Offset.Workspace));");
            if (HasAverage)
            {
                writer.Line("_network._usesAverages = _usesAverages;");
            }
        }

        writer.Line().Line("/// <summary>Saves the network as it is on the device; see the network's own <c>Save</c>.</summary>").Line("/// <param name=\"path\">The file.</param>").Line("/// <param name=\"includeState\">Whether the state of training is saved too.</param>");
        using (writer.Method("public void Save(string path, bool includeState = false)"))
        {
            writer.Line("Download();").Line("_network.Save(path, includeState);");
        }

        writer.Line().Line("/// <summary>Loads the network, and copies it to the device; see the network's own <c>Load</c>.</summary>").Line("/// <param name=\"path\">The file.</param>");
        using (writer.Method("public void Load(string path)"))
        {
            writer.Line("_network.Load(path);").Line("Upload();");
        }

        writer.Line();
    }

    private void EmitGpuInference(SourceWriter writer)
    {
        foreach (bool prediction in (bool[])[false, true])
        {
            writer.Line($"/// <summary>Computes the {(prediction ? "prediction" : "output")} on the device. Dropout is off.</summary>");
            writer.Documentation(SpanDocs(InputTensors.Concat(OutputTensors), prediction));
            EmitGpuForward(writer, prediction ? "Predict" : "Forward", prediction ? "Prediction" : "Inference", _plan.Graph, [.. InputTensors], [.. OutputTensors], prediction);
        }
    }

    /// <summary>Writes a method that gives spans to the device, runs a pass and takes spans from it.</summary>
    private void EmitGpuForward(SourceWriter writer, string method, string pass, Graph graph, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> outputs, bool prediction = false)
    {
        using (writer.Method($"public void {method}({Spans(inputs, "ReadOnlySpan")}, {Spans(outputs, "Span", prediction)})"))
        {
            EmitChecks(writer, inputs, graph);
            EmitLengths(writer, outputs, prediction);
            EmitGpuUploads(writer, inputs);
            writer.Line($"Run({pass}, n);");
            foreach (Tensor output in outputs)
            {
                string span = CSharpNames.Identifier(SpanName(output, prediction));
                writer.Line($"ReadbackFloats.Slice({Text(ReadbackPlace(output))}, {span}.Length).CopyTo({span});");
            }
        }

        writer.Line();
    }

    private void EmitGpuStepping(SourceWriter writer)
    {
        writer.Line("/// <summary>Computes the output after one more step of a sequence on the device; see the network's own <c>Step</c>. The device has states of its own.</summary>");
        foreach (Tensor tensor in _gpu!.StepInputs.Concat(_gpu.StepOutputs))
        {
            writer.Line($"/// <param name=\"{tensor.Name}\"><c>[n, {Text(tensor.Size)}]</c>.</param>");
        }

        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length is wrong.</exception>");
        EmitGpuForward(writer, "Step", "Stepping", _plan.Stepping!.Graph, _gpu.StepInputs, _gpu.StepOutputs);
        writer.Line("/// <summary>Sets the states that <c>Step</c> carries over on the device to zero, for all rows.</summary>").Line("public void ResetState() => Run(Reset, 1);").Line();
    }

    /// <summary>Where what a caller gives lies in the buffer for the device.</summary>
    private long UploadPlace(Tensor tensor) => ValuesLength + Length((_gpu!.Callers.Contains(tensor) ? _gpu.Callers : _gpu.StepInputs).TakeWhile(t => t != tensor));

    /// <summary>Where what a caller gets lies in the buffer from the device.</summary>
    private long ReadbackPlace(Tensor tensor) => GpuPlan.Align(1) + Length((_gpu!.Outputs.Contains(tensor) ? _gpu.Outputs : _gpu.StepOutputs).TakeWhile(t => t != tensor));

    private void EmitGpuUploads(SourceWriter writer, IEnumerable<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            writer.Line($"{tensor.Identifier()}.CopyTo({(tensor.IsInteger ? "UploadInts" : "UploadFloats")}.Slice({Text(UploadPlace(tensor))}, {tensor.Identifier()}.Length));");
        }
    }
}
