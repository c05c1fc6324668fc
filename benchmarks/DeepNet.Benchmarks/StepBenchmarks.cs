using BenchmarkDotNet.Attributes;
using DeepNet.Benchmarks.Baselines;

namespace DeepNet.Benchmarks;

/// <summary>A training step (Adam, cross entropy) and inference, against the same network written by hand without a generator.</summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
public abstract class StepBenchmarks<TNetwork>
    where TNetwork : ITrainable<TNetwork, float, int>
{
    // Each batch comes twice with different labels, so that the loss stays away from zero and the gradients from subnormal numbers.
    private const int DistinctBatches = 16;
    private const int Batches = 2 * DistinctBatches;
    private readonly TNetwork _network = TNetwork.Create(1);
    private PlainMlp _plain = null!;
    private float[] _inputs = null!;
    private int[] _labels = null!;
    private float[] _outputs = null!;
    private int _at;

    /// <summary>The samples of a step.</summary>
    [Params(1, 32, 128)]
    public int Batch { get; set; }

    /// <summary>The widths from input to output.</summary>
    protected abstract int[] Sizes { get; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(7);
        _plain = new PlainMlp(Sizes, TNetwork.MaxBatch, seed: 1);
        _inputs = new float[Batches * Batch * TNetwork.InputSize];
        _labels = new int[Batches * Batch];
        _outputs = new float[Batch * TNetwork.OutputSize];
        for (int i = 0; i < _inputs.Length / 2; i++)
        {
            _inputs[i] = _inputs[i + (_inputs.Length / 2)] = Normal(random);
        }

        for (int i = 0; i < _labels.Length / 2; i++)
        {
            _labels[i] = random.Next(TNetwork.OutputSize);
            _labels[i + (_labels.Length / 2)] = (_labels[i] + 1) % TNetwork.OutputSize;
        }
    }

    [Benchmark(Baseline = true, Description = "by hand"), BenchmarkCategory("train")]
    public float TrainPlain()
    {
        Next();
        return _plain.TrainStep(Inputs, Labels);
    }

    [Benchmark(Description = "DeepNet"), BenchmarkCategory("train")]
    public float TrainDeepNet()
    {
        Next();
        return _network.TrainStep(Inputs, Labels);
    }

    [Benchmark(Baseline = true, Description = "by hand"), BenchmarkCategory("infer")]
    public float InferPlain()
    {
        Next();
        return _plain.Forward(Inputs, Batch)[0];
    }

    [Benchmark(Description = "DeepNet"), BenchmarkCategory("infer")]
    public float InferDeepNet()
    {
        Next();
        _network.Forward(Inputs, _outputs);
        return _outputs[0];
    }

    private ReadOnlySpan<float> Inputs => _inputs.AsSpan(_at * Batch * TNetwork.InputSize, Batch * TNetwork.InputSize);

    private ReadOnlySpan<int> Labels => _labels.AsSpan(_at * Batch, Batch);

    private void Next() => _at = (_at + 1) % Batches;

    /// <summary>A normal number (Box and Muller 1958): inputs as one normalises them.</summary>
    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
