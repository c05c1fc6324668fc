using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Lowering;
using DeepNet.Generators.Backends.Cpu.Updates;
using DeepNet.Generators.Members;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>A network as the CPU computes it: steps, kernels, and where each tensor of the workspace lies.</summary>
internal sealed class CpuPlan
{
    private readonly CpuLowering _lowering;

    private CpuPlan(NetworkPlan network, CacheSizes caches)
    {
        Network = network;
        Element = new ElementType(network.IsDouble, caches);
        Optimizer = network.Training is { } trained ? new CpuOptimizer(network.Optimizer!, trained.Update, Element) : null;
        CpuLowering lowering = _lowering = new CpuLowering(Element, Optimizer?.Kernel);
        IReadOnlyList<Step> Join(IReadOnlyList<Step> steps) => PoolingPlanner.Join(steps, Element, network.MaxBatch);

        Inference = new StepProgram(NetworkMembers.InferenceMemory, Join(lowering.Lower(network.Inference)), network.MaxBatch);
        OutputActivations = lowering.Lower(network.OutputActivations);
        if (network.Training is { } training)
        {
            IReadOnlyList<Step> forward = lowering.Lower(training.Forward);
            IReadOnlyList<Step> steps = [.. forward, .. lowering.Lower(training.Backward)];

            // Only steps of the forward pass are joined.
            IReadOnlyList<Step> joined = Join(steps);
            Training = new StepProgram(TrainingMembers.TrainingMemory, joined, network.MaxBatch);
            ForwardSteps = forward.Count - (steps.Count - joined.Count);
            Evaluation = new StepProgram(TrainingMembers.EvaluationMemory, lowering.Lower(training.Evaluation), network.MaxBatch, Inference, training.Outputs);
        }

        Stepping = network.Stepping is { } stepping ? new StepProgram(SequenceMembers.StepMemory, lowering.Lower(stepping.Operations), network.MaxBatch) : null;
    }

    /// <summary>The kernel of a loss.</summary>
    public KernelSpec LossKernel(LossFunction function) => _lowering.LossKernel(function);

    /// <summary>What the network's documentation says of how layers are computed.</summary>
    public IEnumerable<string> Remarks => _lowering.Remarks([.. Network.Training?.Forward ?? Network.Inference, .. Network.Training?.Backward ?? []]);

    /// <param name="network">The network.</param>
    /// <param name="caches">The caches that blocks are to fit into.</param>
    public static CpuPlan Of(NetworkPlan network, CacheSizes caches) => new(network, caches);

    public NetworkPlan Network { get; }

    public ElementType Element { get; }

    /// <summary>The kernels of the optimizer; null without a loss.</summary>
    public CpuOptimizer? Optimizer { get; }

    /// <summary>Forward into the caller's outputs, dropout off.</summary>
    public StepProgram Inference { get; }

    /// <summary>What <c>Predict</c> does to the outputs after <see cref="Inference"/>.</summary>
    public IReadOnlyList<Step> OutputActivations { get; }

    /// <summary>Forward in training mode, losses and backward, planned as one; null without a loss.</summary>
    public StepProgram? Training { get; }

    /// <summary>The number of steps of <see cref="Training"/> before backward begins: forward and losses.</summary>
    public int ForwardSteps { get; }

    /// <summary>The losses of the outputs that <see cref="Inference"/> gives, which are given in the order of the graph; null without a loss.</summary>
    public StepProgram? Evaluation { get; }

    /// <summary>Forward one step at a time, if the network's layers allow it.</summary>
    public StepProgram? Stepping { get; }

    /// <summary>The workspace of passes; an update, which comes after them, uses the same.</summary>
    public long WorkspaceElements => new[] { Inference, Training, Evaluation, Stepping }.Select(p => p?.Memory.Elements ?? 0).Append(Optimizer?.ScratchElements ?? 0).Max();

    /// <summary>What recurrent layers carry from step to step.</summary>
    public long StateElements => Network.Stepping?.StateElements(Network.MaxBatch) ?? 0;

    public long BlockElements => Network.WorkspaceOffset + WorkspaceElements + StateElements;

    public long TrainingBytes => BlockElements * Element.Size();

    public long InferenceBytes => (Network.ParameterRegion + Network.BufferRegion + System.Math.Max(Inference.Memory.Elements, Stepping?.Memory.Elements ?? 0) + StateElements) * Element.Size();

    /// <summary>The steps of all programs.</summary>
    public IEnumerable<Step> Steps => Inference.Steps.Concat(OutputActivations).Concat(Training?.Steps ?? []).Concat(Evaluation?.Steps ?? []).Concat(Stepping?.Steps ?? []);

    /// <summary>Every kernel that is called, with those that they call, once each.</summary>
    public IEnumerable<KernelSpec> Kernels
    {
        get
        {
            HashSet<KernelSpec> seen = [];
            Stack<KernelSpec> open = new(Roots());
            while (open.Count > 0)
            {
                KernelSpec kernel = open.Pop();
                if (seen.Add(kernel))
                {
                    foreach (KernelSpec dependency in kernel.Dependencies)
                    {
                        open.Push(dependency);
                    }
                }
            }

            return seen.OrderBy(k => k.ClassName, System.StringComparer.Ordinal);
        }
    }

    private IEnumerable<KernelSpec> Roots()
    {
        foreach (Step step in Steps)
        {
            foreach (KernelSpec kernel in step.Kernels)
            {
                yield return kernel;
            }

            if (step is ParameterGradientStep gradient && Network.UpdatesInBackward)
            {
                yield return gradient.UpdateKernel;
            }
        }

        if (Optimizer is not null)
        {
            // A network whose parameters are all frozen has the methods of an update too.
            foreach (KernelSpec kernel in Network.Training!.Update.Count > 0 ? Optimizer.Kernels : [Optimizer.Kernel])
            {
                yield return kernel;
            }
        }
    }
}
