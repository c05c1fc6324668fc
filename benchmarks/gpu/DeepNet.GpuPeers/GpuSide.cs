using DeepNet.Peers;
using DeepNet.Shaders;

namespace DeepNet.GpuPeers;

/// <summary>DeepNet on a device: each step copies its batch there and reads its loss or its outputs.</summary>
internal sealed class GpuSide<TNetwork, TInput> : SteppedSide<TInput>
    where TNetwork : ITrainable<TNetwork, TInput, float, int>
    where TInput : unmanaged
{
    private readonly TNetwork _network = TNetwork.Create(seed: 1);
    private readonly IGpuTrainable<TInput, int> _gpu;
    private readonly float[] _outputs;

    private GpuSide(PeerCase peerCase, Func<TNetwork, IGpuTrainable<TInput, int>> open)
        : base(peerCase, new Workload(TNetwork.InputSize, TNetwork.TargetSize, TNetwork.OutputSize / TNetwork.TargetSize, peerCase.Batch, seed: 7))
    {
        _outputs = new float[peerCase.Batch * TNetwork.OutputSize];
        _gpu = open(_network);
    }

    /// <summary>What makes the side of a case.</summary>
    public static Func<PeerCase, IDeepNetSide> Create(Func<TNetwork, IGpuTrainable<TInput, int>> open) => peerCase => new GpuSide<TNetwork, TInput>(peerCase, open);

    public override float[] CopyParameters() => _network.Parameters.ToArray();

    public override float[] FirstOutputs()
    {
        _gpu.Forward(Workload.Batch<TInput>(0), _outputs);
        return [.. _outputs];
    }

    public override void Dispose() => _gpu.Dispose();

    protected override float Train(ReadOnlySpan<TInput> inputs, ReadOnlySpan<int> labels) => _gpu.TrainStep(inputs, labels);

    protected override void Infer(ReadOnlySpan<TInput> inputs) => _gpu.Forward(inputs, _outputs);
}
