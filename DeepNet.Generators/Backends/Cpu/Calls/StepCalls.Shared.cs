using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Members;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Calls;

/// <summary>The calls of steps that are shared out; see <see cref="SharedSteps"/>.</summary>
internal sealed partial class StepCalls
{
    /// <summary>Writes a call that shares the samples out from some number on.</summary>
    private void WriteShared(Step step, BatchSplit split)
    {
        WriteSharedHead(step, split);
        using (writer.Indented())
        {
            writer.Call($"{step.Kernel.FullName}.{step.Method}", RangeArguments(step, step, SampleRange.Shared), "));");
        }
    }

    /// <summary>Writes the call that shares a step out, up to the body of the lambda that does a part.</summary>
    private void WriteSharedHead(Step step, BatchSplit split)
    {
        Tensor? callers = SharedSteps.CallersOf(step);
        string sizes = $"n, {Text(split.LeastSamples)}, {Text(split.Multiple)}";
        writer.Line(callers is null
            ? $"{NetworkMembers.Share.Name}({sizes}, static (network, n, first, count) =>"
            : $"global::DeepNet.CompilerServices.Samples.Run(this, ref {callers.Identifier()}, {sizes}, static ({TypeName} network, ref {TypeOf(callers)} caller, int n, int first, int count) =>");
    }

    private string TypeOf(Tensor? callers) => callers is { IsInteger: true } ? "int" : Keyword;

    /// <summary>The arguments of a call for some of the samples.</summary>
    /// <param name="call">The call.</param>
    /// <param name="step">The step that it is, or is a part of: whose scratch memory is alive.</param>
    /// <param name="range">The samples.</param>
    private List<string> RangeArguments(Step call, Step step, SampleRange range)
    {
        List<Tensor> scratch = step.Operands.Where(SharedSteps.IsScratch).Select(o => o.Tensor!).ToList();
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
                arguments.Add($"ref {NetworkMembers.Scratch.Name}({Text(Size(scratch))}, {Text(Size(scratch.TakeWhile(t => t != tensor)))})");
                continue;
            }

            string moved = tensor.PerSample && !call.Kernel.TakesRange ? $" + {range.First} * {Text(tensor.Size)}" : "";
            string offset = operand.Offset == 0 ? "" : $" + {Text(operand.Offset)}";
            string caller = range.IsShared ? "caller" : tensor.Identifier();
            arguments.Add(tensor.Kind switch
            {
                TensorKind.Parameter or TensorKind.Buffer => $"{at}({BlockPlace.Class}.{tensor.Name}{offset})",
                TensorKind.Workspace => $"{at}({program.PlaceOf(tensor)}{offset}{moved})",
                _ when offset.Length + moved.Length == 0 => $"ref {caller}",
                _ => $"ref global::System.Runtime.CompilerServices.Unsafe.Add(ref {caller}, {(offset + moved).Substring(3)})",
            });
        }

        return arguments;
    }

    /// <summary>Writes the update of a large matrix of weights, whose rows are shared out from some number of samples on.</summary>
    private void WriteSharedUpdate(ParameterGradientStep step, DenseWeightGradientKernel kernel, int least)
    {
        Operand input = step.Operands[0];
        Operand dOutput = step.Operands[1];
        bool isCallers = SharedSteps.IsCallers(input.Tensor!);
        string coefficients = _updates.CoefficientsFor(step.Parameter);
        string type = TypeOf(isCallers ? input.Tensor : null);
        List<string> shared = [
            .. _updates.Targets(step.Parameter, "network.", $" + first * {Text(kernel.Units)}"),
            isCallers ? "ref global::System.Runtime.CompilerServices.Unsafe.Add(ref caller, first)" : $"ref network.At({program.PlaceOf(input.Tensor!)} + first)",
            $"ref network.At({program.PlaceOf(dOutput.Tensor!)})",
            $"ref {NetworkMembers.Scratch.Name}({Text(kernel.UpdateScratch)}, 0)",
            NumberText(step.Operands[2].Number!, "n"), "count", "in coefficients"];
        writer.Line($"global::DeepNet.CompilerServices.Samples.RunRows(this, {(isCallers ? "ref " + input.Tensor!.Identifier() : "ref At(0)")}, in {coefficients}, n, {Text(least)}, {Text(kernel.Inputs)}, {Text(DenseWeightGradientKernel.RowMultiple)},");
        using (writer.Indented())
        {
            writer.Line($"static ({TypeName} network, ref {type} caller, in {plan.Optimizer!.Kernel.FullName}.Coefficients coefficients, int n, int first, int count) =>");
            using (writer.Indented())
            {
                writer.Call($"{step.UpdateKernel.FullName}.Update", shared, "));");
            }
        }
    }

    /// <summary>Writes a convolution and its pooling, block by block.</summary>
    private void WritePooled(PooledStep step)
    {
        if (_shared.SplitOf(step) is not { } split)
        {
            WriteBlocks(step, "0", "n", isShared: false);
            return;
        }

        // Each thread goes over its samples by blocks.
        WriteSharedHead(step, split);
        using (writer.Block("", "});"))
        {
            WriteBlocks(step, "first", "first + count", isShared: true);
        }
    }

    private void WriteBlocks(PooledStep step, string first, string end, bool isShared)
    {
        SampleRange block = new("sample", "samples", isShared);
        using (writer.Block($"for (int {block.First} = {first}, {block.Count}; {block.First} < {end}; {block.First} += {block.Count})"))
        {
            writer.Line($"{block.Count} = int.Min({Text(step.Samples)}, {end} - {block.First});");
            foreach (Step call in (Step[])[step.Convolution, step.Pool])
            {
                writer.Call($"{call.Kernel.FullName}.{call.Method}", RangeArguments(call, step, block));
            }
        }
    }
}
