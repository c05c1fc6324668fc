namespace DeepNet.Peers;

/// <summary>DeepNet on the processor.</summary>
internal sealed class DeepNetSide<TNetwork, TInput>(PeerCase peerCase)
    : SteppedSide<TInput>(peerCase, new Workload(TNetwork.InputSize, TNetwork.TargetSize, TNetwork.OutputSize / TNetwork.TargetSize, peerCase.Batch, seed: 7))
    where TNetwork : ITrainable<TNetwork, TInput, float, int>
    where TInput : unmanaged
{
    private readonly TNetwork _network = TNetwork.Create(seed: 1);
    private readonly float[] _outputs = new float[peerCase.Batch * TNetwork.OutputSize];

    /// <summary>Makes the side of a case; a method group for <see cref="PeerCase.CreateSide"/>.</summary>
    public static IDeepNetSide Create(PeerCase peerCase) => new DeepNetSide<TNetwork, TInput>(peerCase);

    public override float[] CopyParameters() => _network.Parameters.ToArray();

    public override float[] FirstOutputs()
    {
        _network.Forward(Workload.Batch<TInput>(0), _outputs);
        return [.. _outputs];
    }

    protected override float Train(ReadOnlySpan<TInput> inputs, ReadOnlySpan<int> labels) => _network.TrainStep(inputs, labels);

    protected override void Infer(ReadOnlySpan<TInput> inputs) => _network.Forward(inputs, _outputs);
}
