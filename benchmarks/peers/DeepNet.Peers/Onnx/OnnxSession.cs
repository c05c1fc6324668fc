using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DeepNet.Peers.Onnx;

/// <summary>A loaded network with one input and one output, and the batches that it goes through.</summary>
internal sealed unsafe class OnnxSession(OnnxRuntime runtime, nint session) : IDisposable
{
    private readonly List<nint> _inputs = [];

    /// <summary>What the inputs lie in: pinned, and held here so that it lives as long as they do.</summary>
    private readonly List<Array> _memory = [];
    private nint _output;
    private int _batch;

    /// <summary>Adds a batch.</summary>
    /// <param name="values">Its numbers or tokens.</param>
    /// <param name="shape">Its shape.</param>
    public void AddBatch<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        T[] copy = GC.AllocateUninitializedArray<T>(values.Length, pinned: true);
        values.CopyTo(copy);
        _memory.Add(copy);
        _inputs.Add(runtime.CreateTensor<T>(copy, shape));
    }

    /// <summary>The first <paramref name="count"/> outputs of the first batch.</summary>
    public float[] FirstOutputs(int count)
    {
        _batch = 0;
        MicrosecondsPerStep(1);
        _batch = 0;
        runtime.Check(runtime.Api->GetTensorMutableData(_output, out float* values));
        return new ReadOnlySpan<float>(values, count).ToArray();
    }

    /// <inheritdoc cref="ISide.MicrosecondsPerStep"/>
    public double MicrosecondsPerStep(int steps)
    {
        ReadOnlySpan<nint> inputs = CollectionsMarshal.AsSpan(_inputs);
        nint output = _output;
        int batch = _batch;
        fixed (byte* inputName = "input"u8, outputName = "output"u8)
        {
            byte* inputNames = inputName;
            byte* outputNames = outputName;
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < steps; i++)
            {
                // The first run makes the output, later ones write into it: nobody allocates, as in DeepNet.
                nint input = inputs[batch];
                nint status = runtime.Api->Run(session, 0, &inputNames, &input, 1, &outputNames, 1, &output);
                if (status != 0)
                {
                    runtime.Check(status);
                }

                batch = batch + 1 == inputs.Length ? 0 : batch + 1;
            }

            double elapsed = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            _output = output;
            _batch = batch;
            return elapsed / steps;
        }
    }

    public void Dispose()
    {
        _inputs.ForEach(i => runtime.Api->ReleaseValue(i));
        runtime.Api->ReleaseValue(_output);
        runtime.Api->ReleaseSession(session);
        _memory.Clear();
    }
}
