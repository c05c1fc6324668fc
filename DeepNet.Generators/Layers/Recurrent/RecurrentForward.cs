using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Recurrent;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Planning.Stepping;

namespace DeepNet.Generators.Layers.Recurrent;

/// <summary>Writes the forward steps of a recurrent layer.</summary>
internal sealed class RecurrentForward(Node node, ForwardBuilder builder, IReadOnlyList<IReadOnlyList<RecurrentDirection>> stack)
{
    private readonly int _steps = RecurrentLayer.Steps(node);

    // Where the state stays from one call to the next; null if the layer goes through its whole sequence in each.
    private readonly SteppingStates? _states = builder.Stepping is { } states && states.IsSequence(node.Inputs[0]) ? states : null;
    private string _banner = ForwardBuilder.Banner(node) + ": ";

    public void Run()
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        foreach (IReadOnlyList<RecurrentDirection> level in stack)
        {
            bool isLast = level == stack[stack.Count - 1];
            int width = level.Sum(p => p.Units);
            Tensor output = isLast ? builder.NewValue(node) : builder.Keep(node, LevelOutput(level), _steps * width, perSample: true);
            foreach (RecurrentDirection part in level)
            {
                Operand target = part == level[0] ? Operand.Write(output) : Operand.ReadWrite(output) with { Offset = part.Units };
                if (builder.Training)
                {
                    AddTraining(part, width, target, input);
                }
                else
                {
                    AddInference(part, width, target, input);
                }
            }

            input = isLast ? output : Dropped(level, output, width);
        }
    }

    /// <summary>The name of the output of a level that is not the last.</summary>
    public static string LevelOutput(IReadOnlyList<RecurrentDirection> level) => level[0].Prefix + "Sequence";

    /// <summary>The name of what the next level takes if there is dropout between.</summary>
    public static string LevelDropped(IReadOnlyList<RecurrentDirection> level) => level[0].Prefix + "Dropped";

    private void AddTraining(RecurrentDirection part, int width, Operand target, Tensor input)
    {
        RecurrentForwardKernel kernel = new(builder.Element, part.Cell, part.Units, _steps)
        {
            ReturnSequences = part.ReturnSequences,
            Reverse = part.Reverse,
            OutputStride = width,
        };
        Tensor sequence = Keep(part, "Inputs", part.Inputs);
        Add(part, "the steps in their order", new StepOrderKernel(builder.Element, _steps, part.Inputs, part.Reverse), "Gather", [Operand.Write(sequence), Operand.Read(input), Operand.Batch]);

        Tensor gates = Keep(part, "Gates", part.GateUnits);
        DenseForwardKernel product = new(builder.Element, part.Inputs, part.GateUnits, true, null, false);
        Add(part, "the products of all steps with the weights", product, "Forward", [Operand.Write(gates), Operand.Read(sequence), Operand.Read(part.Weight.Tensor), Operand.Read(part.Bias.Tensor), Operand.Length(_steps)]);

        List<Operand> operands = [target, Operand.ReadWrite(gates)];
        if (part.Cell.SplitsProducts)
        {
            operands.Add(Operand.Write(Keep(part, "RecurrentGates", part.GateUnits)));
        }

        if (part.Cell.HasCellState)
        {
            operands.Add(Operand.Write(Keep(part, "Cells", part.Units)));
        }

        operands.AddRange([Operand.Write(Keep(part, "Previous", part.Units)), Operand.Read(part.RecurrentWeight.Tensor)]);
        if (part.Cell.SplitsProducts)
        {
            operands.Add(Operand.Read(part.RecurrentBias.Tensor));
        }

        Add(part, part.Cell.Formula, kernel, "Forward", [.. operands, Operand.Batch]);
    }

    private void AddInference(RecurrentDirection part, int width, Operand target, Tensor input)
    {
        RecurrentInferenceKernel kernel = new(builder.Element, part.Cell, part.Inputs, part.Units, _steps)
        {
            ReturnSequences = part.ReturnSequences,
            Reverse = part.Reverse,
            OutputStride = width,
        };
        List<Operand> operands = [target, State(part, "Hidden")];
        if (part.Cell.HasCellState)
        {
            operands.Add(State(part, "Cell"));
        }

        operands.Add(Operand.Write(Scratch(part, "Gates", part.GateUnits)));
        if (kernel.TakesAllSteps)
        {
            operands.Add(Operand.Write(new Tensor(node.Name + part.Prefix + "SequenceGates", TensorKind.Workspace, kernel.SequenceSize, perSample: false)));
        }

        if (part.Cell.SplitsProducts)
        {
            operands.Add(Operand.Write(Scratch(part, "RecurrentGates", part.GateUnits)));
        }

        operands.AddRange([Operand.Read(input), Operand.Read(part.Weight.Tensor), Operand.Read(part.RecurrentWeight.Tensor), Operand.Read(part.Bias.Tensor)]);
        if (part.Cell.SplitsProducts)
        {
            operands.Add(Operand.Read(part.RecurrentBias.Tensor));
        }

        Add(part, part.Cell.Formula, kernel, _states is null ? "Forward" : "Continue", [.. operands, Operand.Batch]);
    }

    private Tensor Dropped(IReadOnlyList<RecurrentDirection> level, Tensor output, int width)
    {
        if (!builder.Training || RecurrentLayer.DropoutRate(node) == 0)
        {
            return output;
        }

        Tensor dropped = builder.Keep(node, LevelDropped(level), _steps * width, perSample: true);
        builder.Add(new Dropout("", _steps * width, RecurrentLayer.Mask(node, level[0].Level)) { Output = dropped, Input = output });
        return dropped;
    }

    private Tensor Keep(RecurrentDirection part, string name, int width) => builder.Keep(node, part.Prefix + name, _steps * width, perSample: true);

    private Tensor Scratch(RecurrentDirection part, string name, int width) => new(node.Name + part.Prefix + name, TensorKind.Workspace, width, perSample: true);

    /// <summary>The state of all samples: scratch memory, or what stays from one call to the next.</summary>
    private Operand State(RecurrentDirection part, string name) => _states is not null
        ? Operand.ReadWrite(_states.Add(node.Name + part.Prefix + name, part.Units))
        : Operand.Write(Scratch(part, name, part.Units));

    private void Add(RecurrentDirection part, string text, KernelSpec kernel, string method, IReadOnlyList<Operand> operands)
    {
        string which = part.Prefix.Length == 0 ? "" : $"{Graph.CamelCase(part.Prefix)}, ";
        builder.Add(new Step($"{_banner}{which}{text}", kernel, method, operands));
        _banner = $"{node.Name}: ";
    }
}
