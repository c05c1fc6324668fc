using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Emit;

/// <summary>The steps that are worth the work of several threads: those whose samples are independent, and updates of large matrices, row by row.</summary>
internal sealed partial class NetworkEmitter
{
    /// <summary>How a step is shared out, or null if the network's largest batch is too small for it or the step's operands forbid it.</summary>
    private BatchSplit? SplitOf(Step step)
    {
        // Steps that are one call of the Step method go on from states that are no samples of a batch.
        if (step.Operands.FirstOrDefault(o => o.Access != Access.Read && o.Tensor is { PerSample: true })?.Tensor is not { } written
            || step.Split(written.Size) is not { } split
            || split.LeastSamples > _plan.MaxBatch
            || step.Method == "Continue")
        {
            return null;
        }

        bool isPossible = step.Operands.All(o => o.Parameter is null && (o.Tensor is { } tensor
            ? !tensor.IsInteger && (tensor.PerSample || o.Access == Access.Read || IsScratch(o)) || IsCallers(tensor)
            : o.Number is Count or WholeNumber or UnsignedNumber or RealNumber));
        return isPossible && step.Operands.Count(o => o.Tensor is { } t && IsCallers(t)) <= 1 ? split : null;
    }

    private static bool IsCallers(Tensor tensor) => tensor.Kind is not (TensorKind.Parameter or TensorKind.Buffer or TensorKind.Workspace);

    private static bool IsScratch(Operand operand) => operand is { Access: Access.Write, Tensor: { PerSample: false, Kind: TensorKind.Workspace } };

    /// <summary>Writes a call that shares the samples out from some number on.</summary>
    private void EmitSharedCall(SourceWriter writer, Step step, BatchSplit split, string memory, StepProgram program)
    {
        EmitSharedHead(writer, step, split);
        using (writer.Indented())
        {
            writer.Call($"global::DeepNet.Generated.{step.Kernel.ClassName}.{step.Method}", RangeArguments(step, step, SampleRange.Shared, memory, program), "));");
        }
    }

    /// <summary>Writes the call that shares a step out, up to the body of the lambda that does a part.</summary>
    private void EmitSharedHead(SourceWriter writer, Step step, BatchSplit split)
    {
        Tensor? callers = step.Operands.Select(o => o.Tensor).FirstOrDefault(t => t is not null && IsCallers(t));
        string type = callers is null ? Keyword : TypeOf(callers);
        string caller = callers is null ? "ref At(0)" : "ref " + callers.Identifier;
        writer.Line($"global::DeepNet.CompilerServices.Samples.Run(this, {caller}, n, {Text(split.LeastSamples)}, {Text(split.Multiple)}, static ({TypeName} network, ref {type} caller, int n, int first, int count) =>");
    }

    /// <summary>The arguments of a call for some of the samples.</summary>
    /// <param name="call">The call.</param>
    /// <param name="step">The step that it is, or is a part of: whose scratch memory is alive.</param>
    private List<string> RangeArguments(Step call, Step step, SampleRange range, string memory, StepProgram program)
    {
        List<Tensor> scratch = step.Operands.Where(IsScratch).Select(o => o.Tensor!).ToList();
        int Size(IEnumerable<Tensor> tensors) => (int)tensors.Sum(t => MemoryPlan.Align(t.Size));
        string at = range.IsShared ? "ref network.At" : "ref At";
        List<string> arguments = [];
        foreach (Operand operand in call.Operands)
        {
            if (operand.Tensor is not { } tensor)
            {
                arguments.Add(operand.Number is Count && call.Kernel.TakesRange ? $"n, {range.First}, {range.Count}" : NumberText(operand.Number!, range.Count));
                continue;
            }

            if (range.IsShared && scratch.Contains(tensor))
            {
                arguments.Add($"ref global::DeepNet.CompilerServices.Samples.{_cpu.Element.Name()}Scratch({Text(Size(scratch))}, {Text(Size(scratch.TakeWhile(t => t != tensor)))})");
                continue;
            }

            string moved = tensor.PerSample && !call.Kernel.TakesRange ? $" + {range.First} * {Text(tensor.Size)}" : "";
            string offset = operand.Offset == 0 ? "" : $" + {Text(operand.Offset)}";
            string caller = range.IsShared ? "caller" : tensor.Identifier;
            arguments.Add(tensor.Kind switch
            {
                TensorKind.Parameter or TensorKind.Buffer => $"{at}(Offset.{tensor.Name}{offset})",
                TensorKind.Workspace => $"{at}({memory}.{NameIn(program, tensor)}{offset}{moved})",
                _ when offset.Length + moved.Length == 0 => $"ref {caller}",
                _ => $"ref global::System.Runtime.CompilerServices.Unsafe.Add(ref {caller}, {(offset + moved).Substring(3)})",
            });
        }

        return arguments;
    }

    /// <summary>Writes the update of a large matrix of weights, whose rows are shared out from some number of samples on.</summary>
    private void EmitSharedUpdate(SourceWriter writer, ParameterGradientStep step, DenseWeightGradientKernel kernel, int least, string memory, StepProgram program)
    {
        Operand input = step.Operands[0];
        Operand dOutput = step.Operands[1];
        bool isCallers = IsCallers(input.Tensor!);
        string offset = OffsetOf(step.Parameter);
        string coefficients = CoefficientsFor(step.Parameter.LearningRateScale);
        string type = isCallers ? TypeOf(input.Tensor!) : Keyword;
        string moved = $" + first * {Text(kernel.Units)}";
        List<string> shared = [
            $"ref network.At({offset}{moved})",
            .. _plan.States.Select(s => $"ref network.At({StateRegion(s)} + {offset}{moved})"),
            isCallers ? "ref global::System.Runtime.CompilerServices.Unsafe.Add(ref caller, first)" : $"ref network.At({memory}.{NameIn(program, input.Tensor!)} + first)",
            $"ref network.At({memory}.{NameIn(program, dOutput.Tensor!)})",
            $"ref global::DeepNet.CompilerServices.Samples.{_cpu.Element.Name()}Scratch({Text(kernel.UpdateScratch)}, 0)",
            NumberText(step.Operands[2].Number!, "n"), "count", "in coefficients"];
        writer.Line($"global::DeepNet.CompilerServices.Samples.RunRows(this, {(isCallers ? "ref " + input.Tensor!.Identifier : "ref At(0)")}, in {coefficients}, n, {Text(least)}, {Text(kernel.Inputs)}, {Text(DenseWeightGradientKernel.RowMultiple)},");
        using (writer.Indented())
        {
            writer.Line($"static ({TypeName} network, ref {type} caller, in global::DeepNet.Generated.{_cpu.Optimizer!.Kernel.ClassName}.Coefficients coefficients, int n, int first, int count) =>");
            using (writer.Indented())
            {
                writer.Call($"global::DeepNet.Generated.{step.UpdateKernel.ClassName}.Update", shared, "));");
            }
        }
    }
}
