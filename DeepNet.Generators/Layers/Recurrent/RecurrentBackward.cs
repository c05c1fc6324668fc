using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Recurrent;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Recurrent;

/// <summary>Writes the backward steps of a recurrent layer: through time (Werbos 1990), then the products of all steps at once.</summary>
internal sealed class RecurrentBackward(Node node, BackwardBuilder builder, IReadOnlyList<IReadOnlyList<RecurrentDirection>> stack)
{
    private readonly int _steps = RecurrentLayer.Steps(node);
    private string _banner = BackwardBuilder.Banner(node) + ": ";

    public void Run()
    {
        Tensor dOutput = builder.GradientOf(node)!;
        for (int i = stack.Count - 1; i >= 0; i--)
        {
            IReadOnlyList<RecurrentDirection> level = stack[i];
            int width = level.Sum(p => p.Units);
            Tensor? dSequence = i == 0 ? null : new Tensor(node.Name + RecurrentForward.LevelOutput(stack[i - 1]) + "Gradient", TensorKind.Workspace, _steps * level[0].Inputs, perSample: true);
            foreach (RecurrentDirection part in level)
            {
                AddThroughTime(part, width, Operand.Read(dOutput) with { Offset = part == level[0] ? 0 : part.Units });
                Tensor gates = builder.Kept(node, part.Prefix + "Gates");
                if (dSequence is not null)
                {
                    AddInputGradient(part, dSequence, part != level[0], gates);
                }
                else if (node.Inputs[0].NeedsGradient)
                {
                    GradientTarget target = builder.Target(node.Inputs[0]);
                    AddInputGradient(part, target.Tensor, target.Accumulate, gates);
                }

                AddParameters(part, gates);
            }

            if (dSequence is not null)
            {
                AddDropout(stack[i - 1], dSequence);
                dOutput = dSequence;
            }
        }
    }

    private bool HasDropout => RecurrentLayer.DropoutRate(node) > 0;

    private void AddThroughTime(RecurrentDirection part, int width, Operand dOutput)
    {
        RecurrentBackwardKernel kernel = new(builder.Element, part.Cell, part.Units, _steps, node.Attribute["TruncatedSteps"] as int? ?? 0)
        {
            ReturnSequences = part.ReturnSequences,
            Reverse = part.Reverse,
            OutputStride = width,
        };
        List<Operand> operands = [Operand.Write(Scratch(part, "HiddenGradient", part.Units, perSample: true))];
        if (part.Cell.HasCellState)
        {
            operands.Add(Operand.Write(Scratch(part, "CellGradient", part.Units, perSample: true)));
        }

        operands.Add(Operand.Write(Scratch(part, "TransposedRecurrentWeight", part.Units * part.GateUnits, perSample: false)));
        operands.Add(Operand.ReadWrite(builder.Kept(node, part.Prefix + "Gates")));
        if (part.Cell.SplitsProducts)
        {
            operands.Add(Operand.ReadWrite(builder.Kept(node, part.Prefix + "RecurrentGates")));
        }

        if (part.Cell.HasCellState)
        {
            operands.Add(Operand.Read(builder.Kept(node, part.Prefix + "Cells")));
        }

        if (kernel.BackwardReadsPrevious)
        {
            operands.Add(Operand.Read(builder.Kept(node, part.Prefix + "Previous")));
        }

        operands.AddRange([dOutput, Operand.Read(part.RecurrentWeight.Tensor), Operand.Batch]);
        string truncated = kernel.TruncatedSteps > 0 ? $", at most {kernel.TruncatedSteps.ToString(System.Globalization.CultureInfo.InvariantCulture)} steps back" : "";
        builder.Add(new Step($"{_banner}{(part.Prefix.Length == 0 ? "" : Graph.CamelCase(part.Prefix) + ", ")}through time to the gates{truncated}", kernel, "Backward", operands));
        _banner = $"{node.Name}: ";
    }

    private void AddInputGradient(RecurrentDirection part, Tensor target, bool accumulate, Tensor dGates)
    {
        Tensor dInputs = Scratch(part, "InputsGradient", _steps * part.Inputs, perSample: true);
        DenseInputGradientKernel kernel = new(builder.Element, part.Inputs, part.GateUnits, false, null);
        builder.Add(new Step(
            "",
            kernel,
            "Backward",
            [
                Operand.Write(dInputs),
                .. kernel.Scratch(node.Name + part.Prefix + "TransposedWeight"),
                Operand.Read(dGates),
                Operand.Read(part.Weight.Tensor),
                Operand.Length(_steps),
            ]));
        builder.Add(new Step(
            "",
            new StepOrderKernel(builder.Element, _steps, part.Inputs, part.Reverse),
            accumulate ? "Accumulate" : "Scatter",
            [accumulate ? Operand.ReadWrite(target) : Operand.Write(target), Operand.Read(dInputs), Operand.Batch]));
    }

    /// <summary>After everything that reads the weights: an update may follow at once.</summary>
    private void AddParameters(RecurrentDirection part, Tensor dGates)
    {
        Tensor dRecurrentGates = part.Cell.SplitsProducts ? builder.Kept(node, part.Prefix + "RecurrentGates") : dGates;
        AddWeight(part.Weight, part.Inputs, part.GateUnits, builder.Kept(node, part.Prefix + "Inputs"), dGates);
        AddWeight(part.RecurrentWeight, part.Units, part.GateUnits, builder.Kept(node, part.Prefix + "Previous"), dRecurrentGates);
        AddBias(part.Bias, part.GateUnits, dGates);
        if (part.Cell.SplitsProducts)
        {
            AddBias(part.RecurrentBias, part.GateUnits, dRecurrentGates);
        }
    }

    private void AddWeight(ParameterPlan weight, int inputs, int units, Tensor input, Tensor dOutput)
    {
        DenseWeightGradientKernel kernel = new(builder.Element, inputs, units, null);
        builder.Add(new ParameterGradientStep(
            "",
            kernel,
            [Operand.Read(input), Operand.Read(dOutput), Operand.Length(_steps)],
            weight,
            kernel with { Update = builder.Optimizer },
            new Tensor(weight.Tensor.Name + "Scratch", TensorKind.Workspace, kernel.UpdateScratch, perSample: false)));
    }

    private void AddBias(ParameterPlan bias, int units, Tensor dOutput)
    {
        BiasGradientKernel kernel = new(builder.Element, units, null);
        builder.Add(new ParameterGradientStep(
            "",
            kernel,
            [Operand.Read(dOutput), Operand.Length(_steps)],
            bias,
            kernel with { Update = builder.Optimizer },
            new Tensor(bias.Tensor.Name + "Scratch", TensorKind.Workspace, units, perSample: false)));
    }

    private void AddDropout(IReadOnlyList<RecurrentDirection> level, Tensor gradient)
    {
        if (HasDropout)
        {
            builder.Add(new Dropout("", gradient.Size, RecurrentLayer.Mask(node, level[0].Level)) { Output = gradient, Input = gradient });
        }
    }

    private Tensor Scratch(RecurrentDirection part, string name, int size, bool perSample) => new(node.Name + part.Prefix + name, TensorKind.Workspace, size, perSample);
}
