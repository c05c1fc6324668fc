using System.Diagnostics;

namespace DeepNet.Peers;

/// <summary>DeepNet's side of a case.</summary>
internal interface IDeepNetSide
{
    /// <summary>The parameters as they are now: for each layer the weights <c>[inputs, units]</c>, then the biases.</summary>
    float[] CopyParameters();

    /// <summary>Trains from the given parameters and returns each step's loss.</summary>
    float[] Losses(int steps);

    /// <summary>The outputs of the first batch.</summary>
    float[] FirstOutputs();

    /// <summary>Runs steps and returns the microseconds that one took.</summary>
    double MicrosecondsPerStep(int steps);
}

/// <inheritdoc/>
internal sealed class DeepNetSide<TNetwork>(PeerCase peerCase, Workload workload) : IDeepNetSide
    where TNetwork : ITrainable<TNetwork, float, int>
{
    private readonly TNetwork _network = TNetwork.Create(seed: 1);
    private readonly float[] _outputs = new float[peerCase.Batch * TNetwork.OutputSize];
    private int _batch;

    /// <summary>Makes the side of a case; a method group for <see cref="PeerCase.CreateSide"/>.</summary>
    public static IDeepNetSide Create(PeerCase peerCase, Workload workload) => new DeepNetSide<TNetwork>(peerCase, workload);

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
        _network.Forward(workload.Inputs.AsSpan(0, workload.InputsPerBatch), _outputs);
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
            workload.Inputs.AsSpan(batch * workload.InputsPerBatch, workload.InputsPerBatch),
            workload.Labels.AsSpan(batch * workload.LabelsPerBatch, workload.LabelsPerBatch));
    }

    private void Infer() => _network.Forward(workload.Inputs.AsSpan(Next() * workload.InputsPerBatch, workload.InputsPerBatch), _outputs);

    private int Next()
    {
        int batch = _batch;
        _batch = batch + 1 == Workload.Batches ? 0 : batch + 1;
        return batch;
    }
}
