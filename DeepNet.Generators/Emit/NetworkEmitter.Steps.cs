using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Emit;

internal sealed partial class NetworkEmitter
{
    private void EmitForward(SourceWriter writer)
    {
        EmitMemory(writer, "InferenceMemory", _cpu.Inference);
        IEnumerable<string> callers = CallerParameters(InputTensors).Concat(CallerParameters(OutputTensors));
        writer.Line("/// <summary>Forward without dropout, into the caller's outputs.</summary>");
        EmitMethod(writer, "void", "RunInference", callers, "InferenceMemory", _cpu.Inference.Steps, update: false);
        if (_cpu.OutputActivations.Count > 0)
        {
            writer.Line().Line("/// <summary>Turns logits into predictions, in place.</summary>");
            EmitMethod(writer, "void", "RunPrediction", CallerParameters(OutputTensors), "InferenceMemory", _cpu.OutputActivations, update: false);
        }

        if (!_plan.IsTrainable)
        {
            return;
        }

        IEnumerable<string> targets = CallerParameters(InputTensors.Concat(TargetTensors));
        writer.Line();
        EmitMemory(writer, "EvaluationMemory", _cpu.Evaluation!);
        writer.Line("/// <summary>Forward without dropout, and the loss.</summary>");
        IEnumerable<string> outputs = _cpu.Evaluation!.Given.Select(t => $"ref At(EvaluationMemory.{NameIn(_cpu.Evaluation, t)})");
        void Inference() => writer.Call("RunInference", [.. InputTensors.Select(t => "ref " + t.Identifier), .. outputs, "n"]);
        EmitMethod(writer, Keyword, "RunEvaluation", targets, "EvaluationMemory", _cpu.Evaluation.Steps, update: false, Inference);
        writer.Line();
        EmitMemory(writer, "TrainingMemory", _cpu.Training!);
        writer.Line("/// <summary>Forward in training mode, and the loss with its gradient. Keeps the values that backward needs in the workspace.</summary>");
        EmitMethod(writer, Keyword, "RunTrainingForward", targets, "TrainingMemory", _cpu.Training!.Steps.Take(_cpu.ForwardSteps).ToList(), update: false);
    }

    private void EmitBackward(SourceWriter writer)
    {
        List<Step> steps = _cpu.Training!.Steps.Skip(_cpu.ForwardSteps).ToList();
        writer.Line("/// <summary>Backward, adding to the gradients.</summary>");
        EmitMethod(writer, "void", "RunBackward", CallerParameters(InputTensors), "TrainingMemory", steps, update: false);
        if (_plan.UpdatesInBackward)
        {
            writer.Line().Line("/// <summary>Backward, updating each parameter as soon as its gradient is known. Gradients are not stored.</summary>");
            EmitMethod(writer, "void", "RunUpdate", CallerParameters(InputTensors), "TrainingMemory", steps, update: true);
        }

        EmitUpdateMethods(writer);
    }

    /// <summary>The offsets of a program's workspace tensors, as named constants.</summary>
    private void EmitMemory(SourceWriter writer, string name, StepProgram program)
    {
        if (program.Memory.Offsets.Count == 0)
        {
            return;
        }

        using (writer.Block($"private static class {name}"))
        {
            foreach (KeyValuePair<Tensor, long> entry in program.Memory.Offsets.OrderBy(o => o.Value).ThenBy(o => o.Key.Name, StringComparer.Ordinal))
            {
                string size = entry.Key.PerSample ? $"[n, {Text(entry.Key.Size)}]" : $"[{Text(entry.Key.Size)}]";
                writer.Line($"internal const int {NameIn(program, entry.Key)} = {Text(_plan.WorkspaceOffset + entry.Value)}; // {size}");
            }
        }

        writer.Line();
    }

    /// <summary>A tensor's constant.</summary>
    private static string NameIn(StepProgram program, Tensor tensor) => program.Memory.NameOf(tensor);

    private IEnumerable<string> CallerParameters(IEnumerable<Tensor> tensors) => tensors.Select(t => $"ref {TypeOf(t)} {t.Identifier}");

    /// <summary>The local that holds the coefficients for a factor of the learning rate.</summary>
    private string CoefficientsFor(double scale)
    {
        int index = _plan.LearningRateScales.ToList().IndexOf(scale);
        return index <= 0 ? "coefficients" : "coefficients" + Text(index + 1);
    }

    /// <summary>Writes the locals with the coefficients of the next step, for each factor of the learning rate that is used.</summary>
    private void EmitCoefficients(SourceWriter writer, IEnumerable<double> used)
    {
        HashSet<double> scales = [.. used];
        foreach (double scale in _plan.LearningRateScales.Where(scales.Contains))
        {
            string argument = string.Join(", ", (string[])[.. HasScales ? [ElementType.Double.Literal(scale)] : Array.Empty<string>(), .. Options.ScalesGradients ? ["gradientScale"] : Array.Empty<string>()]);
            writer.Line($"global::DeepNet.Generated.{_cpu.Optimizer!.Kernel.ClassName}.Coefficients {CoefficientsFor(scale)} = NextCoefficients({argument});");
        }
    }

    private void EmitMethod(SourceWriter writer, string type, string name, IEnumerable<string> parameters, string memory, IReadOnlyList<Step> steps, bool update, Action? before = null)
    {
        string all = string.Join(", ", parameters.Concat(["int n"]));
        StepProgram program = memory switch
        {
            "InferenceMemory" => _cpu.Inference,
            "EvaluationMemory" => _cpu.Evaluation!,
            "StepMemory" => _cpu.Stepping!,
            _ => _cpu.Training!,
        };
        using (writer.Method($"private {type} {name}({all})"))
        {
            if (type != "void")
            {
                writer.Line("double loss = 0;");
            }

            before?.Invoke();
            if (update)
            {
                EmitCoefficients(writer, _plan.LearningRateScales);
                writer.Line();
            }

            bool first = type == "void";
            foreach (Step step in steps)
            {
                if (step.Banner.Length > 0)
                {
                    if (!first)
                    {
                        writer.Line();
                    }

                    writer.Line("// " + step.Banner.Replace("\n", "\n// "));
                }

                first = false;
                if (step is PooledStep pooled)
                {
                    EmitPooled(writer, pooled, memory, program);
                }
                else
                {
                    EmitCall(writer, step, memory, program, update);
                }
            }

            if (type != "void")
            {
                writer.Line(_cpu.Element.IsDouble ? "return loss;" : "return (float)loss;");
            }
        }
    }

    private void EmitCall(SourceWriter writer, Step step, string memory, StepProgram program, bool update)
    {
        List<string> arguments = [];
        string kernel = step.Kernel.ClassName;
        string method = step.Method;
        if (step is ParameterGradientStep gradient)
        {
            string offset = OffsetOf(gradient.Parameter);
            if (update)
            {
                kernel = gradient.UpdateKernel.ClassName;
                method = "Update";
                arguments.Add($"ref At({offset})");
                arguments.AddRange(_plan.States.Select(s => $"ref At({StateRegion(s)} + {offset})"));
            }
            else
            {
                arguments.Add($"ref At(Offset.Gradients + {offset})");
            }
        }

        arguments.AddRange(step.Operands.Select(o => Argument(o, memory, program, update)));
        if (step.Kernel.TakesRange)
        {
            arguments.AddRange(["0", "n"]);
        }

        if (update && step is ParameterGradientStep updated)
        {
            arguments.Insert(arguments.Count - 1, $"ref At({memory}.{NameIn(program, updated.Scratch)})");
            if (updated.UpdateKernel is DenseWeightGradientKernel weights)
            {
                arguments.Add(Text(weights.Inputs));
            }

            arguments.Add("in " + CoefficientsFor(updated.Parameter.LearningRateScale));
        }

        List<Operand> gradients = step.Operands.Where(o => o.Parameter is not null).ToList();
        foreach (Operand operand in gradients.Where(o => update || o.Parameter!.IsFrozen))
        {
            writer.Line($"Slice({memory}.{NameIn(program, operand.Tensor!)}, {Text(operand.Parameter!.Size)}).Clear();");
        }

        if (update && step is ParameterGradientStep { UpdateKernel: DenseWeightGradientKernel dense } rows && dense.LeastSharedSamples(rows.RowsPerSample) is { } least && least <= _plan.MaxBatch)
        {
            EmitSharedUpdate(writer, rows, dense, least, memory, program);
        }
        else if (SplitOf(step) is { } split)
        {
            EmitSharedCall(writer, step, split, memory, program);
        }
        else
        {
            writer.Call($"{(step.AddsToLoss ? "loss += " : "")}global::DeepNet.Generated.{kernel}.{method}", arguments);
        }

        foreach (Operand operand in gradients.Where(o => update && !o.Parameter!.IsFrozen))
        {
            EmitUpdate(writer, operand.Parameter!, $"ref At({memory}.{NameIn(program, operand.Tensor!)})");
        }
    }

    /// <summary>Writes the update of one parameter from the gradient at a reference.</summary>
    private void EmitUpdate(SourceWriter writer, ParameterPlan parameter, string gradient)
    {
        IEnumerable<string> targets = new[] { $"ref At({OffsetOf(parameter)})" }.Concat(_plan.States.Select(s => $"ref At({StateRegion(s)} + {OffsetOf(parameter)})"));
        writer.Call(
            $"global::DeepNet.Generated.{_cpu.Optimizer!.Kernel.ClassName}.Update",
            [.. targets, gradient, Text(parameter.Size), "in " + CoefficientsFor(parameter.LearningRateScale)]);
    }

    /// <summary>A number as C#.</summary>
    /// <param name="number">The number.</param>
    /// <param name="samples">The C# of the number of samples.</param>
    private string NumberText(Scalar number, string samples) => number switch
    {
        Count count => CountText(count.PerSample, samples),
        WholeNumber whole => Text(whole.Value),
        UnsignedNumber unsigned => unsigned.Value.ToString(CultureInfo.InvariantCulture) + "u",
        RealNumber real => _cpu.Element.Literal(real.Value),
        MaskKey key => $"global::DeepNet.CompilerServices.DropoutMask.Key(_seed, _pass, {Text(key.Mask)})",
        MeanFactor { Counter: { } counter } mean => $"global::DeepNet.Generated.{counter}.Scale(ref {mean.Targets!.Identifier}, {CountText(mean.Rows, samples)}, {_cpu.Element.Literal(mean.Weight)})",
        MeanFactor mean => $"{_cpu.Element.Literal(mean.Weight)} / {(mean.Rows == 1 ? samples : $"({CountText(mean.Rows, samples)})")}",
        _ => throw new NotSupportedException(number.GetType().Name),
    };

    private static string CountText(int perSample, string samples) => perSample == 1 ? samples : $"{samples} * {Text(perSample)}";

    private string Argument(Operand operand, string memory, StepProgram program, bool update)
    {
        if (operand.Parameter is { IsFrozen: false } parameter && !update)
        {
            return $"ref At(Offset.Gradients + {OffsetOf(parameter)})";
        }

        if (operand.Tensor is not { } tensor)
        {
            return NumberText(operand.Number!, "n");
        }

        string offset = operand.Offset == 0 ? "" : $" + {Text(operand.Offset)}";
        return tensor.Kind switch
        {
            TensorKind.Parameter or TensorKind.Buffer => $"ref At(Offset.{tensor.Name}{offset})",
            TensorKind.Workspace => $"ref At({memory}.{NameIn(program, tensor)}{offset})",
            _ => operand.Offset == 0 ? $"ref {tensor.Identifier}" : $"ref global::System.Runtime.CompilerServices.Unsafe.Add(ref {tensor.Identifier}, {Text(operand.Offset)})",
        };
    }
}
