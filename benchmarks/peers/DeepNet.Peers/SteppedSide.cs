using System.Diagnostics;

namespace DeepNet.Peers;

/// <summary>DeepNet's side of a case, wherever it computes: steps over the workload's batches in turn.</summary>
/// <param name="peerCase">The case.</param>
/// <param name="workload">Its data.</param>
internal abstract class SteppedSide<TInput>(PeerCase peerCase, Workload workload) : IDeepNetSide
    where TInput : unmanaged
{
    private int _batch;

    public Workload Workload { get; } = workload;

    public bool TakesTokens => typeof(TInput) == typeof(int);

    public abstract float[] CopyParameters();

    public abstract float[] FirstOutputs();

    public virtual void Dispose()
    {
    }

    public float[] Losses(int steps)
    {
        float[] losses = new float[steps];
        for (int i = 0; i < steps; i++)
        {
            losses[i] = Train();
        }

        return losses;
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
                Infer(Workload.Batch<TInput>(Next()));
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / steps;
    }

    /// <summary>One training step.</summary>
    protected abstract float Train(ReadOnlySpan<TInput> inputs, ReadOnlySpan<int> labels);

    /// <summary>Forward of one batch.</summary>
    protected abstract void Infer(ReadOnlySpan<TInput> inputs);

    private float Train()
    {
        int batch = Next();
        return Train(Workload.Batch<TInput>(batch), Workload.Labels.AsSpan(batch * Workload.LabelsPerBatch, Workload.LabelsPerBatch));
    }

    private int Next()
    {
        int batch = _batch;
        _batch = batch + 1 == Workload.Batches ? 0 : batch + 1;
        return batch;
    }
}
