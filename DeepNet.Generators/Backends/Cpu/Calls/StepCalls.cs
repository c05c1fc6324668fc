using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Calls;

/// <summary>Writes the calls of kernels into a method of the network's class.</summary>
/// <param name="writer">The text.</param>
/// <param name="plan">The network.</param>
/// <param name="program">The program that the method's steps belong to.</param>
/// <param name="updates">Whether gradients of parameters become updates at once.</param>
internal sealed partial class StepCalls(SourceWriter writer, CpuPlan plan, StepProgram program, bool updates)
{
    private readonly NetworkPlan _network = plan.Network;
    private readonly UpdateCalls _updates = new(plan);
    private readonly SharedSteps _shared = new(plan);

    private string Keyword => plan.Element.Keyword();

    private string TypeName => CSharpNames.Identifier(_network.Spec.Type.Name);

    /// <summary>Writes a step.</summary>
    public void Write(Step step)
    {
        if (step is PooledStep pooled)
        {
            WritePooled(pooled);
            return;
        }

        // Other steps add to the gradients of parameters, in scratch memory where the update follows.
        List<Operand> gradients = step.Operands.Where(o => o.Parameter is not null).ToList();
        foreach (Operand operand in gradients.Where(o => updates || o.Parameter!.IsFrozen))
        {
            writer.Line($"Slice({program.PlaceOf(operand.Tensor!)}, {Text(operand.Parameter!.Size)}).Clear();");
        }

        if (updates && step is ParameterGradientStep gradient)
        {
            WriteUpdate(gradient);
        }
        else if (_shared.SplitOf(step) is { } split)
        {
            WriteShared(step, split);
        }
        else
        {
            writer.Call($"{(step.AddsToLoss ? "loss += " : "")}{step.Kernel.FullName}.{step.Method}", Arguments(step));
        }

        foreach (Operand operand in gradients.Where(o => updates && !o.Parameter!.IsFrozen))
        {
            _updates.WriteUpdate(writer, operand.Parameter!, $"ref At({program.PlaceOf(operand.Tensor!)})");
        }
    }

    private List<string> Arguments(Step step)
    {
        List<string> arguments = [];
        if (step is ParameterGradientStep gradient)
        {
            arguments.Add($"ref At({BlockPlace.Class}.Gradients + {BlockPlace.Of(gradient.Parameter)})");
        }

        arguments.AddRange(step.Operands.Select(Argument));
        if (step.Kernel.TakesRange)
        {
            arguments.AddRange(["0", "n"]);
        }

        return arguments;
    }

    /// <summary>Writes the gradient of a parameter and its update as one.</summary>
    private void WriteUpdate(ParameterGradientStep step)
    {
        if (_shared.UpdateSplitOf(step) is { } split)
        {
            WriteSharedUpdate(step, split.Kernel, split.LeastSamples);
            return;
        }

        List<string> arguments = [.. _updates.Targets(step.Parameter), .. step.Operands.Select(Argument)];
        arguments.Insert(arguments.Count - 1, $"ref At({program.PlaceOf(step.Scratch)})");
        if (step.UpdateKernel is DenseWeightGradientKernel weights)
        {
            arguments.Add(Text(weights.Inputs));
        }

        writer.Call($"{step.UpdateKernel.FullName}.Update", [.. arguments, "in " + _updates.CoefficientsFor(step.Parameter)]);
    }

    private string Argument(Operand operand)
    {
        if (operand.Parameter is { IsFrozen: false } parameter && !updates)
        {
            return $"ref At({BlockPlace.Class}.Gradients + {BlockPlace.Of(parameter)})";
        }

        if (operand.Tensor is not { } tensor)
        {
            return NumberText(operand.Number!, "n");
        }

        string offset = operand.Offset == 0 ? "" : $" + {Text(operand.Offset)}";
        return tensor.Kind switch
        {
            TensorKind.Parameter or TensorKind.Buffer => $"ref At({BlockPlace.Class}.{tensor.Name}{offset})",
            TensorKind.Workspace => $"ref At({program.PlaceOf(tensor)}{offset})",
            _ => operand.Offset == 0 ? $"ref {tensor.Identifier()}" : $"ref global::System.Runtime.CompilerServices.Unsafe.Add(ref {tensor.Identifier()}, {Text(operand.Offset)})",
        };
    }

    /// <summary>A number as C#.</summary>
    /// <param name="number">The number.</param>
    /// <param name="samples">The C# of the number of samples.</param>
    private string NumberText(Scalar number, string samples) => number switch
    {
        Count count => CountText(count.PerSample, samples),
        WholeNumber whole => Text(whole.Value),
        UnsignedNumber unsigned => unsigned.Value.ToString(CultureInfo.InvariantCulture) + "u",
        RealNumber real => plan.Element.Literal(real.Value),
        MaskKey key => $"global::DeepNet.CompilerServices.DropoutMask.Key(_seed, _pass, {Text(key.Mask)})",
        MeanFactor { Counter: { } counter } mean => $"{counter.FullName}.Scale(ref {mean.Targets!.Identifier()}, {CountText(mean.Rows, samples)}, {plan.Element.Literal(mean.Weight)})",
        MeanFactor mean => $"{plan.Element.Literal(mean.Weight)} / {(mean.Rows == 1 ? samples : $"({CountText(mean.Rows, samples)})")}",
        _ => throw new NotSupportedException(number.GetType().Name),
    };

    /// <summary>The C# of a number of the batch.</summary>
    public static string CountText(int perSample, string samples) => perSample == 1 ? samples : $"{samples} * {Text(perSample)}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
