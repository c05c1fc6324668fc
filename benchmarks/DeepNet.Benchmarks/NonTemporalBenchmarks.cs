using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace DeepNet.Benchmarks;

/// <summary>A pass over a tensor with ordinary stores and with non-temporal ones, which go past the caches, alone and with the next layer's reading of its output.</summary>
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public unsafe class NonTemporalBenchmarks
{
    private const int Alignment = 64;
    private int _length;
    private float* _input;
    private float* _output;

    /// <summary>The size of each of the two tensors.</summary>
    [Params(1, 4, 11, 64)]
    public int Megabytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _length = Megabytes * 1024 * 1024 / sizeof(float);
        _input = (float*)NativeMemory.AlignedAlloc((nuint)_length * sizeof(float), Alignment);
        _output = (float*)NativeMemory.AlignedAlloc((nuint)_length * sizeof(float), Alignment);
        for (int i = 0; i < _length; i++)
        {
            _input[i] = (i % 7) - 3;
            _output[i] = 0;
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        NativeMemory.AlignedFree(_input);
        NativeMemory.AlignedFree(_output);
    }

    [Benchmark(Baseline = true, Description = "ordinary"), BenchmarkCategory("ReLU")]
    public void Ordinary()
    {
        for (int i = 0; i < _length; i += Vector256<float>.Count)
        {
            Vector256.Max(Vector256.Load(_input + i), Vector256<float>.Zero).Store(_output + i);
        }
    }

    [Benchmark(Description = "non-temporal"), BenchmarkCategory("ReLU")]
    public void NonTemporal()
    {
        for (int i = 0; i < _length; i += Vector256<float>.Count)
        {
            Vector256.Max(Vector256.Load(_input + i), Vector256<float>.Zero).StoreAlignedNonTemporal(_output + i);
        }
    }

    [Benchmark(Baseline = true, Description = "ordinary"), BenchmarkCategory("ReLU and reading")]
    public float OrdinaryAndRead()
    {
        Ordinary();
        return Read();
    }

    [Benchmark(Description = "non-temporal"), BenchmarkCategory("ReLU and reading")]
    public float NonTemporalAndRead()
    {
        NonTemporal();
        return Read();
    }

    private float Read()
    {
        Vector256<float> even = Vector256<float>.Zero;
        Vector256<float> odd = Vector256<float>.Zero;
        for (int i = 0; i < _length; i += 2 * Vector256<float>.Count)
        {
            even += Vector256.Load(_output + i);
            odd += Vector256.Load(_output + i + Vector256<float>.Count);
        }

        return Vector256.Sum(even + odd);
    }
}
