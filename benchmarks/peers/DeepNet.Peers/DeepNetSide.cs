using System.Diagnostics;

namespace DeepNet.Peers;

/// <inheritdoc cref="IDeepNetSide"/>
internal sealed class DeepNetSide<TNetwork, TInput>(PeerCase peerCase) : IDeepNetSide
    where TNetwork : ITrainable<TNetwork, TInput, float, int>
    where TInput : unmanaged
{
    private readonly TNetwork _network = TNetwork.Create(seed: 1);
    private readonly float[] _outputs = new float[peerCase.Batch * TNetwork.OutputSize];
    private int _batch;

    /// <summary>Makes the side of a case; a method group for <see cref="PeerCase.CreateSide"/>.</summary>
    public static IDeepNetSide Create(PeerCase peerCase) => new DeepNetSide<TNetwork, TInput>(peerCase);

    public Workload Workload { get; } = new(TNetwork.InputSize, TNetwork.TargetSize, TNetwork.OutputSize / TNetwork.TargetSize, peerCase.Batch, seed: 7);

    public bool TakesTokens => typeof(TInput) == typeof(int);

    public float[] CopyParameters() => _network.Parameters.ToArray();

    public float[] Losses(int steps)
    {
        float[] losses = new float[steps];
        for (int i = 0; i < steps; i++)
        {
            losses[i] = Train();
        }

        return losses;
    }

    public float[] FirstOutputs()
    {
        _network.Forward(Workload.Batch<TInput>(0), _outputs);
        return [.. _outputs];
    }

    public double MicrosecondsPerStep(int steps)
    {
        long start = Stopwatch.GetTimestamp();
        if (peerCase.Mode == Mode.Train)
        {
            for (int i = 0; i < steps; i++)
            {
                Train();
            }
        }
        else
        {
            for (int i = 0; i < steps; i++)
            {
                Infer();
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / steps;
    }

    private float Train()
    {
        int batch = Next();
        return _network.TrainStep(
            Workload.Batch<TInput>(batch),
            Workload.Labels.AsSpan(batch * Workload.LabelsPerBatch, Workload.LabelsPerBatch));
    }

    private void Infer() => _network.Forward(Workload.Batch<TInput>(Next()), _outputs);

    private int Next()
    {
        int batch = _batch;
        _batch = batch + 1 == Workload.Batches ? 0 : batch + 1;
        return batch;
    }
}
