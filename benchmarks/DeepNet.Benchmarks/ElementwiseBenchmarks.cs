using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using DeepNet.Numerics;

namespace DeepNet.Benchmarks;

/// <summary>The elementwise functions over 4,096 numbers, against the base library's, one number at a time and in vectors.</summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class ElementwiseBenchmarks
{
    private const int Length = 4096;
    private readonly float[] _input = new float[Length];
    private readonly float[] _output = new float[Length];

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(3);
        for (int i = 0; i < Length; i++)
        {
            _input[i] = (random.NextSingle() * 16) - 8;
        }
    }

    [Benchmark(Baseline = true, Description = "MathF"), BenchmarkCategory("Exp")]
    public void ExpMathF()
    {
        for (int i = 0; i < _input.Length; i++)
        {
            _output[i] = MathF.Exp(_input[i]);
        }
    }

    [Benchmark(Description = "TensorPrimitives"), BenchmarkCategory("Exp")]
    public void ExpTensorPrimitives() => TensorPrimitives.Exp(_input, _output);

    [Benchmark(Description = "VectorMath"), BenchmarkCategory("Exp")]
    public void ExpVectorMath()
    {
        ref float input = ref MemoryMarshal.GetArrayDataReference(_input);
        ref float output = ref MemoryMarshal.GetArrayDataReference(_output);
        for (nuint i = 0; i < Length; i += (nuint)Vector256<float>.Count)
        {
            VectorMath.Exp(Vector256.LoadUnsafe(ref input, i)).StoreUnsafe(ref output, i);
        }
    }

    [Benchmark(Baseline = true, Description = "MathF"), BenchmarkCategory("Tanh")]
    public void TanhMathF()
    {
        for (int i = 0; i < _input.Length; i++)
        {
            _output[i] = MathF.Tanh(_input[i]);
        }
    }

    [Benchmark(Description = "TensorPrimitives"), BenchmarkCategory("Tanh")]
    public void TanhTensorPrimitives() => TensorPrimitives.Tanh(_input, _output);

    [Benchmark(Description = "VectorMath"), BenchmarkCategory("Tanh")]
    public void TanhVectorMath()
    {
        ref float input = ref MemoryMarshal.GetArrayDataReference(_input);
        ref float output = ref MemoryMarshal.GetArrayDataReference(_output);
        for (nuint i = 0; i < Length; i += (nuint)Vector256<float>.Count)
        {
            VectorMath.Tanh(Vector256.LoadUnsafe(ref input, i)).StoreUnsafe(ref output, i);
        }
    }

    [Benchmark(Baseline = true, Description = "MathF"), BenchmarkCategory("Sigmoid")]
    public void SigmoidMathF()
    {
        for (int i = 0; i < _input.Length; i++)
        {
            _output[i] = 1 / (1 + MathF.Exp(-_input[i]));
        }
    }

    [Benchmark(Description = "TensorPrimitives"), BenchmarkCategory("Sigmoid")]
    public void SigmoidTensorPrimitives() => TensorPrimitives.Sigmoid<float>(_input, _output);

    [Benchmark(Description = "VectorMath"), BenchmarkCategory("Sigmoid")]
    public void SigmoidVectorMath()
    {
        ref float input = ref MemoryMarshal.GetArrayDataReference(_input);
        ref float output = ref MemoryMarshal.GetArrayDataReference(_output);
        for (nuint i = 0; i < Length; i += (nuint)Vector256<float>.Count)
        {
            VectorMath.Sigmoid(Vector256.LoadUnsafe(ref input, i)).StoreUnsafe(ref output, i);
        }
    }
}
