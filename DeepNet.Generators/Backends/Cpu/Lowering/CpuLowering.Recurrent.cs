using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Recurrent;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>Recurrent layers. In training the products of all steps' inputs come first and the gradients of the weights last, each as one product.</summary>
internal sealed partial class CpuLowering
{
    private IEnumerable<Step> Lower(Scan scan) => scan.Trace is { } trace ? Training(scan, trace) : [Inference(scan)];

    private IEnumerable<Step> Training(Scan scan, ScanTrace trace)
    {
        ScanShape shape = scan.Shape;
        yield return new Step(
            Comment(scan.Comment, scan.Part, "the steps in their order"),
            new StepOrderKernel(element, shape.Steps, shape.Inputs, shape.Reverse),
            "Gather",
            [Operand.Write(trace.Inputs), Operand.Read(scan.Input), Operand.Batch]);
        yield return Lower(
            new WeightedSum(Comment(scan.Layer, scan.Part, "the products of all steps with the weights"), scan.Layer + scan.Part, Products(shape))
            {
                Output = trace.Gates,
                Input = trace.Inputs,
                Weight = scan.Weight,
                Bias = scan.Bias,
            },
            Products(shape));
        yield return new Step(
            Comment(scan.Layer, scan.Part, shape.Cell.Formula),
            new RecurrentForwardKernel(element, shape.Cell, shape.Units, shape.Steps) { ReturnSequences = shape.ReturnSequences, Reverse = shape.Reverse, OutputStride = shape.OutputWidth },
            "Forward",
            [
                Output(scan),
                Operand.ReadWrite(trace.Gates),
                .. Optional(trace.RecurrentGates, Operand.Write),
                .. Optional(trace.Cells, Operand.Write),
                Operand.Write(trace.Previous),
                Operand.Read(scan.RecurrentWeight),
                .. Optional(scan.RecurrentBias, Operand.Read),
                Operand.Batch,
            ]);
    }

    private Step Inference(Scan scan)
    {
        ScanShape shape = scan.Shape;
        string name = scan.Layer + scan.Part;
        RecurrentInferenceKernel kernel = new(element, shape.Cell, shape.Inputs, shape.Units, shape.Steps)
        {
            ReturnSequences = shape.ReturnSequences,
            Reverse = shape.Reverse,
            OutputStride = shape.OutputWidth,
        };
        IEnumerable<Operand> state = scan.State is { } given
            ? [Operand.ReadWrite(given.Hidden), .. Optional(given.Cell, Operand.ReadWrite)]
            : [Operand.Write(SampleScratch(name + "Hidden", shape.Units)), .. shape.Cell.HasCellState ? (Operand[])[Operand.Write(SampleScratch(name + "Cell", shape.Units))] : []];
        return new Step(
            Comment(scan.Comment, scan.Part, shape.Cell.Formula),
            kernel,
            scan.State is null ? "Forward" : "Continue",
            [
                Output(scan),
                .. state,
                Operand.Write(SampleScratch(name + "Gates", shape.GateUnits)),
                .. kernel.TakesAllSteps ? (Operand[])[Operand.Write(Scratch(name + "SequenceGates", kernel.SequenceSize))] : [],
                .. shape.Cell.SplitsProducts ? (Operand[])[Operand.Write(SampleScratch(name + "RecurrentGates", shape.GateUnits))] : [],
                Operand.Read(scan.Input),
                Operand.Read(scan.Weight),
                Operand.Read(scan.RecurrentWeight),
                Operand.Read(scan.Bias),
                .. Optional(scan.RecurrentBias, Operand.Read),
                Operand.Batch,
            ]);
    }

    private IEnumerable<Step> Lower(ScanGradient scan)
    {
        List<Step> steps = [ThroughTime(scan)];
        if (scan.DInput is { } target)
        {
            steps.AddRange(InputGradients(scan, target));
        }

        // After everything that reads the weights: an update may follow at once.
        ScanTrace trace = scan.Trace;
        Tensor dGates = trace.Gates;
        Tensor dRecurrentGates = trace.RecurrentGates ?? dGates;
        MatrixMap recurrent = new(scan.Shape.Steps, scan.Shape.Units, scan.Shape.GateUnits);
        steps.AddRange(Lower(
        [
            new WeightGradient("", scan.Weight.Tensor.Name, Products(scan.Shape)) { Weight = scan.Weight, Input = trace.Inputs, DOutput = dGates },
            new WeightGradient("", scan.RecurrentWeight.Tensor.Name, recurrent) { Weight = scan.RecurrentWeight, Input = trace.Previous, DOutput = dRecurrentGates },
            new BiasGradient("", scan.Bias.Tensor.Name, scan.Shape.Steps) { Bias = scan.Bias, DOutput = dGates },
            .. scan.RecurrentBias is { } bias ? (Operation[])[new BiasGradient("", bias.Tensor.Name, scan.Shape.Steps) { Bias = bias, DOutput = dRecurrentGates }] : [],
        ]));
        return steps;
    }

    private Step ThroughTime(ScanGradient scan)
    {
        ScanShape shape = scan.Shape;
        ScanTrace trace = scan.Trace;
        string name = scan.Layer + scan.Part;
        RecurrentBackwardKernel kernel = new(element, shape.Cell, shape.Units, shape.Steps, scan.TruncatedSteps)
        {
            ReturnSequences = shape.ReturnSequences,
            Reverse = shape.Reverse,
            OutputStride = shape.OutputWidth,
        };
        string truncated = scan.TruncatedSteps > 0 ? $", at most {scan.TruncatedSteps.ToString(CultureInfo.InvariantCulture)} steps back" : "";
        return new Step(
            Comment(scan.Comment, scan.Part, "through time to the gates" + truncated),
            kernel,
            "Backward",
            [
                Operand.Write(SampleScratch(name + "HiddenGradient", shape.Units)),
                .. shape.Cell.HasCellState ? (Operand[])[Operand.Write(SampleScratch(name + "CellGradient", shape.Units))] : [],
                Operand.Write(Scratch(name + "TransposedRecurrentWeight", shape.Units * shape.GateUnits)),
                Operand.ReadWrite(trace.Gates),
                .. Optional(trace.RecurrentGates, Operand.ReadWrite),
                .. Optional(trace.Cells, Operand.Read),
                .. kernel.BackwardReadsPrevious ? (Operand[])[Operand.Read(trace.Previous)] : [],
                Operand.Read(scan.DOutput) with { Offset = shape.OutputColumn },
                Operand.Read(scan.RecurrentWeight.Tensor),
                Operand.Batch,
            ]);
    }

    private IEnumerable<Step> InputGradients(ScanGradient scan, GradientTarget target)
    {
        ScanShape shape = scan.Shape;
        string name = scan.Layer + scan.Part;
        Tensor dInputs = SampleScratch(name + "InputsGradient", shape.Steps * shape.Inputs);
        yield return Lower(
            new InputGradient("", name, Products(shape)) { DInput = GradientTarget.New(dInputs), DOutput = scan.Trace.Gates, Weight = scan.Weight.Tensor },
            Products(shape));
        yield return new Step(
            "",
            new StepOrderKernel(element, shape.Steps, shape.Inputs, shape.Reverse),
            target.Accumulate ? "Accumulate" : "Scatter",
            [Target(target), Operand.Read(dInputs), Operand.Batch]);
    }

    /// <summary>The products of all steps' inputs.</summary>
    private static MatrixMap Products(ScanShape shape) => new(shape.Steps, shape.Inputs, shape.GateUnits);

    private static Operand Output(Scan scan) => scan.Shape.OutputColumn == 0 ? Operand.Write(scan.Output) : Operand.ReadWrite(scan.Output) with { Offset = scan.Shape.OutputColumn };

    private static string Comment(string title, string part, string text)
    {
        string which = part.Length == 0 ? "" : Graph.CamelCase(part) + ", ";
        return $"{title}: {which}{text}";
    }

    /// <summary>As <see cref="Scratch"/>, with so many elements for each sample.</summary>
    private static Tensor SampleScratch(string name, int size) => new(name, TensorKind.Workspace, size, perSample: true);
}
