using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
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

        next = Place(LossTensor, next, 1);
        next = Place(KeyTensor, next, KeyTensor.Size);
        Coefficients = network.Optimizer is { } optimizer
            ? network.LearningRateScales.Select(_ => new Tensor("Coefficients", TensorKind.Buffer, optimizer.Rule.Rule.Coefficients.Count, perSample: false)).ToList()
            : [];
        foreach (Tensor coefficients in Coefficients)
        {
            next = Place(coefficients, next, coefficients.Size);
        }

        Callers = [.. network.Graph.Inputs.Select(network.Graph.InputTensor), .. network.Graph.Losses.SelectMany(l => l.CallerTensors)];
        Outputs = network.Graph.Outputs.Select(network.Graph.OutputTensor).ToList();
        foreach (Tensor tensor in Callers.Concat(Outputs))
        {
            next = Place(tensor, next, tensor.Elements(network.MaxBatch));
        }

        Workspace = next;
        Dictionary<Tensor, Tensor> outputs = [];
        for (int i = 0; i < Outputs.Count && network.Training is not null; i++)
        {
            outputs[network.Training.Outputs[i]] = Outputs[i];
        }

        GpuLowering lowering = new(_maskKeys, LossTensor, outputs);
        Inference = Program(lowering.Lower(network.Inference));
        OutputActivations = Program(lowering.Lower(network.OutputActivations));
        if (network.Training is { } training)
        {
            Evaluation = Program([.. lowering.Lower(network.Inference), .. lowering.Lower(training.Evaluation)]);
            IReadOnlyList<Dispatch> forward = lowering.Lower(training.Forward);
            ForwardDispatches = forward.Count;
            Training = Program([.. forward, .. lowering.Lower(training.Backward)]);
            Updates = MakeUpdates();
        }

        Missing = lowering.Missing;
    }

    /// <summary>The loss of a pass, in the arena.</summary>
    public Tensor LossTensor { get; } = new("Loss", TensorKind.Buffer, 1, perSample: false);

    /// <summary>The keys of random masks, in the arena.</summary>
    public static Tensor KeyTensor { get; } = new("Keys", TensorKind.Buffer, Alignment, perSample: false, isInteger: true);

    public NetworkPlan Network { get; }

    /// <summary>The elements of one copy of all parameters.</summary>
    public long ParameterRegion { get; }

    /// <summary>What callers give, in order: inputs, then targets.</summary>
    public IReadOnlyList<Tensor> Callers { get; }

    public IReadOnlyList<Tensor> Outputs { get; }

    /// <summary>Where the workspace begins.</summary>
    public long Workspace { get; }

    /// <summary>The coefficients of an update, for each factor of the learning rate.</summary>
    public IReadOnlyList<Tensor> Coefficients { get; }

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

    /// <summary>The update of the parameters from the gradients.</summary>
    public IReadOnlyList<Dispatch> Updates { get; } = [];

    /// <summary>The operations that have no form for a GPU yet.</summary>
    public IReadOnlyList<Operation> Missing { get; }

    /// <summary>The elements of the arena.</summary>
    public long Elements => new[] { Inference, OutputActivations, Evaluation, Training }.Max(p => p?.Memory.Elements ?? 0) is var end && end > Workspace ? end : Workspace;

    /// <summary>Every shader, once each.</summary>
    public IEnumerable<GpuKernel> Kernels => new[] { Inference, OutputActivations, Evaluation, Training }
        .SelectMany(p => p?.Dispatches ?? [])
        .Concat(Updates)
        .Select(d => d.Kernel)
        .Distinct()
        .OrderBy(k => k.ClassName, System.StringComparer.Ordinal);

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

    /// <summary>One dispatch for each run of neighbours with one learning rate: what lies between them is zero, and stays so.</summary>
    private List<Dispatch> MakeUpdates()
    {
        List<Update> all = Network.Training!.Update.OfType<Update>().ToList();
        if (all.Count == 0)
        {
            return [];
        }

        OptimizerRule rule = all[0].Rule.Rule;
        MapShader shader = new(rule.Program);
        List<Dispatch> updates = [];
        List<double> scales = Network.LearningRateScales.ToList();
        ParameterPlan[] trained = all.Select(u => u.Parameter).ToArray();
        for (int first = 0, next; first < trained.Length; first = next)
        {
            long from = _places[trained[first].Tensor];
            long end = from;
            for (next = first; next < trained.Length && _places[trained[next].Tensor] == end && trained[next].LearningRateScale == trained[first].LearningRateScale; next++)
            {
                end += Align(trained[next].Size);
            }

            int count = (int)(end - from);
            GpuOperand Region(string name, int copy)
            {
                Tensor tensor = new(name, TensorKind.Buffer, count, perSample: false);
                _places[tensor] = from + copy * ParameterRegion;
                return tensor;
            }

            updates.Add(new Dispatch(
                updates.Count == 0 ? rule.Formula : "",
                shader,
                [Region("Gradients", 1), Coefficients[scales.IndexOf(trained[first].LearningRateScale)]],
                [Region("Weights", 0), .. rule.States.Select((s, i) => Region(s, i + 2))],
                [new BatchCount(0, count), new ShaderConstant(new BatchCount(0, count), IsStride: true)],
                new GroupCount(new BatchCount(0, count), 256),
                new GroupCount(1)));
        }

        return updates;
    }
}
