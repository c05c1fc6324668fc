using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Recurrent layers: the products of all steps' inputs come first and the gradients of the weights last, each as one product. What is kept lies sample by sample, in the order of the sequence.</summary>
internal sealed partial class GpuLowering
{
    private IEnumerable<Dispatch> Lower(Scan scan)
    {
        ScanShape shape = scan.Shape;
        ScanTrace? trace = scan.Trace;
        string name = scan.Layer + scan.Part;
        Tensor gates = trace?.Gates ?? new Tensor(name + "Gates", TensorKind.Workspace, shape.Steps * shape.GateUnits, perSample: true);
        List<Dispatch> dispatches = [];
        if (trace is not null)
        {
            // The gradient of the weights has no other port for the inputs.
            dispatches.Add(Lower(new Copy("", shape.Steps * shape.Inputs) { Output = trace.Inputs, Input = scan.Input })!);
        }

        dispatches.Insert(0, Lower(new WeightedSum(scan.Comment, name, Products(shape)) { Output = gates, Input = scan.Input, Weight = scan.Weight, Bias = scan.Bias }, Products(shape)));
        BatchCount samples = new(1);
        dispatches.Add(new Dispatch(
            "",
            new ScanShader(Sizes(shape), trace is not null) { HasState = scan.State is not null },
            [.. trace is null ? (GpuOperand[])[gates] : [], scan.RecurrentWeight, .. Optional(scan.RecurrentBias)],
            [Of(scan.Output), .. trace is null ? (IEnumerable<GpuOperand>)[] : [gates, .. Optional(trace.RecurrentGates), .. Optional(trace.Cells), trace.Previous], .. scan.State is { } state ? (IEnumerable<GpuOperand>)[state.Hidden, .. Optional(state.Cell)] : []],
            [samples, new ShaderConstant(samples, IsStride: true)],
            new GroupCount(samples),
            new GroupCount(1)));
        return dispatches;
    }

    private IEnumerable<Dispatch> Lower(ScanGradient scan)
    {
        ScanShape shape = scan.Shape;
        ScanTrace trace = scan.Trace;
        BatchCount samples = new(1);
        ScanGradientShader shader = new(Sizes(shape), scan.TruncatedSteps);
        List<Dispatch> dispatches =
        [
            new Dispatch(
                scan.Comment,
                shader,
                [scan.DOutput, scan.RecurrentWeight.Tensor, .. Optional(trace.Cells), .. shader.ReadsPrevious ? (GpuOperand[])[trace.Previous] : []],
                [trace.Gates, .. Optional(trace.RecurrentGates)],
                [samples, new ShaderConstant(samples, IsStride: true)],
                new GroupCount(samples),
                new GroupCount(1)),
        ];
        if (scan.DInput is { } target)
        {
            dispatches.Add(Lower(new InputGradient("", scan.Layer + scan.Part, Products(shape)) { DInput = target, DOutput = trace.Gates, Weight = scan.Weight.Tensor }, Products(shape)));
        }

        Tensor dRecurrentGates = trace.RecurrentGates ?? trace.Gates;
        MatrixMap recurrent = new(shape.Steps, shape.Units, shape.GateUnits);
        List<Operation> parameters =
        [
            new WeightGradient("", scan.Weight.Tensor.Name, Products(shape)) { Weight = scan.Weight, Input = trace.Inputs, DOutput = trace.Gates },
            new BiasGradient("", scan.Bias.Tensor.Name, shape.Steps) { Bias = scan.Bias, DOutput = trace.Gates },
            new WeightGradient("", scan.RecurrentWeight.Tensor.Name, recurrent) { Weight = scan.RecurrentWeight, Input = trace.Previous, DOutput = dRecurrentGates },
        ];
        if (scan.RecurrentBias is { } bias)
        {
            parameters.Add(new BiasGradient("", bias.Tensor.Name, shape.Steps) { Bias = bias, DOutput = dRecurrentGates });
        }

        dispatches.AddRange(Joined(parameters.Where(o => o.IsNeeded)).SelectMany(o => Lower(o)!));
        return dispatches;
    }

    /// <summary>The products of all steps' inputs.</summary>
    private static MatrixMap Products(ScanShape shape) => new(shape.Steps, shape.Inputs, shape.GateUnits);

    /// <summary>The sizes that decide a shader's text: those of the inputs do not.</summary>
    private static ScanShape Sizes(ScanShape shape) => shape with { Inputs = 0 };
}
