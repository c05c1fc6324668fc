using System.Linq;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Members;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Calls;

/// <summary>Which steps of a network are worth the work of several threads: those whose samples are independent, and updates of large matrices, row by row.</summary>
internal sealed class SharedSteps(CpuPlan plan)
{
    /// <summary>Whether a step is shared out with <see cref="NetworkMembers.Share"/>.</summary>
    public bool UseShare => plan.Steps.Any(s => SplitOf(s) is not null && CallersOf(s) is null);

    /// <summary>Whether a step takes its memory from <see cref="NetworkMembers.Scratch"/>.</summary>
    public bool UseScratch => plan.Steps.Any(s => (SplitOf(s) is not null && s.Operands.Any(IsScratch))
        || (plan.Network.UpdatesInBackward && s is ParameterGradientStep gradient && UpdateSplitOf(gradient) is not null));

    /// <summary>How a step is shared out, or null if the network's largest batch is too small for it or the step's operands forbid it.</summary>
    public BatchSplit? SplitOf(Step step)
    {
        // Steps that are one call of the Step method go on from states that are no samples of a batch.
        if (step.Operands.FirstOrDefault(o => o.Access != Access.Read && o.Tensor is { PerSample: true })?.Tensor is not { } written
            || step.Split(written.Size) is not { } split
            || split.LeastSamples > plan.Network.MaxBatch
            || step.Method == "Continue")
        {
            return null;
        }

        bool isPossible = step.Operands.All(o => o.Parameter is null && (o.Tensor is { } tensor
            ? !tensor.IsInteger && (tensor.PerSample || o.Access == Access.Read || IsScratch(o)) || IsCallers(tensor)
            : o.Number is Count or WholeNumber or UnsignedNumber or RealNumber));
        return isPossible && step.Operands.Count(o => o.Tensor is { } t && IsCallers(t)) <= 1 ? split : null;
    }

    /// <summary>The kernel of an update whose rows are shared out, and the samples from which they are; null if they never are.</summary>
    public (DenseWeightGradientKernel Kernel, int LeastSamples)? UpdateSplitOf(ParameterGradientStep step) =>
        step.UpdateKernel is DenseWeightGradientKernel kernel && kernel.LeastSharedSamples(step.RowsPerSample) is { } least && least <= plan.Network.MaxBatch
            ? (kernel, least)
            : null;

    /// <summary>The caller's tensor that a step reads or writes, if it does.</summary>
    public static Tensor? CallersOf(Step step) => step.Operands.Select(o => o.Tensor).FirstOrDefault(t => t is not null && IsCallers(t));

    public static bool IsCallers(Tensor tensor) => tensor.Kind is not (TensorKind.Parameter or TensorKind.Buffer or TensorKind.Workspace);

    public static bool IsScratch(Operand operand) => operand is { Access: Access.Write, Tensor: { PerSample: false, Kind: TensorKind.Workspace } };
}
