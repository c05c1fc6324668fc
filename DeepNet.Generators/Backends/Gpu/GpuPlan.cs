using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu.Updates;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>A program of dispatches with the places of its workspace tensors.</summary>
internal sealed class GpuProgram(IReadOnlyList<Dispatch> dispatches, int maxBatch, long start)
{
    public IReadOnlyList<Dispatch> Dispatches { get; } = dispatches;

    public MemoryPlan Memory { get; } = new(dispatches, maxBatch, start, [], GpuPlan.Alignment);
}

/// <summary>A network as a GPU computes it: dispatches, and where each tensor lies in the one buffer of the device, the arena.</summary>
internal sealed class GpuPlan
{
    /// <summary>A tensor begins at a multiple of so many elements: 256 bytes, the most that a device asks for.</summary>
    public const int Alignment = 64;

    private readonly Dictionary<Tensor, long> _places = [];
    private readonly List<int> _maskKeys = [];

    private GpuPlan(NetworkPlan network)
    {
        Network = network;
        foreach (ParameterPlan parameter in network.Parameters)
        {
            _places[parameter.Tensor] = ParameterRegion;
            ParameterRegion += Align(parameter.Size);
        }

        long next = ParameterRegion * network.ParameterCopies;
        foreach (BufferPlan buffer in network.Buffers)
        {
            next = Place(buffer.Tensor, next, buffer.Size);
        }

        long kept = network.KeptCount > 0 ? network.Buffers.Where(b => b.Spec.Table is null).Sum(b => Align(b.Size)) : 0;
        KeptTensor = new Tensor("KeptStatistics", TensorKind.Buffer, (int)kept, perSample: false);
        next = Place(KeptTensor, next, kept);
        next = Place(LossTensor, next, 1);
        next = Place(KeyTensor, next, KeyTensor.Size);
        GpuUpdate? update = network.IsTrainable ? new GpuUpdate(network, _places, ParameterRegion, CoefficientSet.Of(network), next) : null;
        next = update?.End ?? next;
        Coefficients = update?.Coefficients ?? [];
        Exchange = update?.Exchange ?? [];

        Callers = [.. network.Graph.Inputs.Select(network.Graph.InputTensor), .. network.Graph.Losses.SelectMany(l => l.CallerTensors)];
        Outputs = network.Graph.Outputs.Select(network.Graph.OutputTensor).ToList();
        foreach (Tensor tensor in Callers.Concat(Outputs))
        {
            next = Place(tensor, next, tensor.Elements(network.MaxBatch));
        }

        if (network.Stepping is { } stepping)
        {
            StepInputs = stepping.Graph.Inputs.Select(stepping.Graph.InputTensor).ToList();
            StepOutputs = stepping.Graph.Outputs.Select(stepping.Graph.OutputTensor).ToList();
            States = stepping.States;
            foreach (Tensor tensor in States.Concat(StepInputs).Concat(StepOutputs))
            {
                next = Place(tensor, next, tensor.Elements(network.MaxBatch));
            }
        }

        Workspace = next;
        Dictionary<Tensor, Tensor> outputs = [];
        for (int i = 0; i < Outputs.Count && network.Training is not null; i++)
        {
            outputs[network.Training.Outputs[i]] = Outputs[i];
        }

        GpuLowering lowering = new(_maskKeys, LossTensor, outputs, network.MaxBatch);
        Inference = Program(lowering.Lower(network.Inference));
        OutputActivations = Program(lowering.Lower(network.OutputActivations));
        Stepping = network.Stepping is null ? null : Program(lowering.Lower(network.Stepping.Operations));
        if (network.Training is { } training)
        {
            Evaluation = Program([.. lowering.Lower(network.Inference), .. lowering.Lower(training.Evaluation)]);
            IReadOnlyList<Dispatch> forward = lowering.Lower(training.Forward);
            ForwardDispatches = forward.Count;
            Training = Program([.. forward, .. lowering.Lower(training.Backward)]);
            Update = Program(update!.Dispatches);
        }

        Missing = lowering.Missing;
    }

    /// <summary>The loss of a pass, in the arena.</summary>
    public Tensor LossTensor { get; } = new("Loss", TensorKind.Buffer, 1, perSample: false);

    /// <summary>The copy of the running statistics that a trapped loss puts back, in the arena; of no elements where none is kept.</summary>
    public Tensor KeptTensor { get; }

    /// <summary>The keys of random masks, in the arena.</summary>
    public static Tensor KeyTensor { get; } = new("Keys", TensorKind.Buffer, Alignment, perSample: false, isInteger: true);

    public NetworkPlan Network { get; }

    /// <summary>The elements of one copy of all parameters.</summary>
    public long ParameterRegion { get; }

    /// <summary>What callers give, in order: inputs, then targets.</summary>
    public IReadOnlyList<Tensor> Callers { get; }

    public IReadOnlyList<Tensor> Outputs { get; }

    /// <summary>The elements of the arena that no batch changes: what comes before the callers' tensors, and the workspace of the update.</summary>
    public long FixedElements => (Callers.Count > 0 ? _places[Callers[0]] : Workspace) + System.Math.Max(0, (Update?.Memory.Elements ?? 0) - Workspace);

    /// <summary>Where the workspace begins.</summary>
    public long Workspace { get; }

    /// <summary>The coefficients of an update.</summary>
    public IReadOnlyList<CoefficientSet> Coefficients { get; }

    /// <summary>The nodes whose masks have keys, in the order of the keys.</summary>
    public IReadOnlyList<int> MaskKeys => _maskKeys;

    /// <summary>Forward into the outputs, dropout off.</summary>
    public GpuProgram Inference { get; }

    /// <summary>What <c>Predict</c> does to the outputs after <see cref="Inference"/>.</summary>
    public GpuProgram OutputActivations { get; }

    /// <summary>Forward without dropout, and the loss; null without a loss.</summary>
    public GpuProgram? Evaluation { get; }

    /// <summary>Forward in training mode, the losses, and backward, which adds to the gradients; null without a loss.</summary>
    public GpuProgram? Training { get; }

    /// <summary>How many dispatches of <see cref="Training"/> there are before backward begins.</summary>
    public int ForwardDispatches { get; }

    /// <summary>The update of the parameters from the gradients; null without a loss. Its workspace is that of <see cref="Training"/>, of which nothing is needed any more.</summary>
    public GpuProgram? Update { get; }

    /// <summary>Parameters and their averages in each other's places; empty where no averages are kept.</summary>
    public IReadOnlyList<Dispatch> Exchange { get; }

    /// <summary>Forward for one step of a sequence, into <see cref="StepOutputs"/>; null where the network has no steps.</summary>
    public GpuProgram? Stepping { get; }

    /// <summary>What the caller gives for one step.</summary>
    public IReadOnlyList<Tensor> StepInputs { get; } = [];

    /// <summary>What the caller gets of one step.</summary>
    public IReadOnlyList<Tensor> StepOutputs { get; } = [];

    /// <summary>What is carried from step to step, without another tensor between.</summary>
    public IReadOnlyList<Tensor> States { get; } = [];

    /// <summary>The operations that have no form for a GPU yet.</summary>
    public IReadOnlyList<Operation> Missing { get; }

    /// <summary>The elements of the arena.</summary>
    public long Elements => Programs.Max(p => p.Memory.Elements) is var end && end > Workspace ? end : Workspace;

    /// <summary>The dispatches of a training step.</summary>
    public IReadOnlyList<Dispatch> StepDispatches => [.. Training!.Dispatches, .. Update!.Dispatches];

    /// <summary>The bytes that these read and write for the largest batch, each tensor of a dispatch counted once.</summary>
    public long StepBytes => StepDispatches.SelectMany(d => d.Reads.Concat(d.Writes)).Sum(o => o.Tensor.Elements(Network.MaxBatch) * sizeof(float));

    /// <summary>Every shader, once each.</summary>
    public IEnumerable<GpuKernel> Kernels => Programs
        .SelectMany(p => p.Dispatches)
        .Concat(Exchange)
        .Select(d => d.Kernel)
        .Distinct()
        .OrderBy(k => k.ClassName, System.StringComparer.Ordinal);

    private IEnumerable<GpuProgram> Programs => new[] { Inference, OutputActivations, Evaluation, Training, Update, Stepping }.Where(p => p is not null)!;

    public static GpuPlan Of(NetworkPlan network) => new(network);

    /// <summary>Where a tensor lies that is not in the workspace.</summary>
    public long PlaceOf(Tensor tensor) => _places[tensor];

    public static long Align(long elements) => MemoryPlan.Align(elements, Alignment);

    private GpuProgram Program(IReadOnlyList<Dispatch> dispatches) => new(dispatches, Network.MaxBatch, Workspace);

    private long Place(Tensor tensor, long place, long elements)
    {
        _places[tensor] = place;
        return place + Align(elements);
    }
}
