using System.Numerics.Tensors;

namespace DeepNet.Benchmarks.Baselines;

/// <summary>A dense layer of <see cref="PlainMlp"/> with its gradient and its Adam state.</summary>
internal sealed class PlainDense
{
    private const float LearningRate = 1e-3f;
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly int _inputs;
    private readonly int _units;
    private readonly bool _hasReLU;

    // Weights [inputs, units], then biases; gradient and moments alike.
    private readonly float[] _parameters;
    private readonly float[] _gradient;
    private readonly float[] _m;
    private readonly float[] _v;
    private readonly float[] _output;
    private readonly float[] _inputGradient;

    public PlainDense(int inputs, int units, int maxBatch, bool hasReLU, Random random)
    {
        _inputs = inputs;
        _units = units;
        _hasReLU = hasReLU;
        _parameters = new float[(inputs + 1) * units];
        _gradient = new float[_parameters.Length];
        _m = new float[_parameters.Length];
        _v = new float[_parameters.Length];
        _output = new float[maxBatch * units];
        _inputGradient = new float[maxBatch * inputs];
        float bound = 1 / MathF.Sqrt(inputs);
        for (int i = 0; i < _parameters.Length; i++)
        {
            _parameters[i] = ((2 * random.NextSingle()) - 1) * bound;
        }
    }

    private Span<float> Bias => _parameters.AsSpan(_inputs * _units);

    public ReadOnlySpan<float> Output(int n) => _output.AsSpan(0, n * _units);

    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> input, int n)
    {
        for (int row = 0; row < n; row++)
        {
            Span<float> output = _output.AsSpan(row * _units, _units);
            Bias.CopyTo(output);
            for (int k = 0; k < _inputs; k++)
            {
                TensorPrimitives.MultiplyAdd(_parameters.AsSpan(k * _units, _units), input[(row * _inputs) + k], output, output);
            }

            if (_hasReLU)
            {
                TensorPrimitives.Max(output, 0f, output);
            }
        }

        return Output(n);
    }

    /// <summary>Computes the parameters' gradients; <paramref name="outputGradient"/> is overwritten.</summary>
    /// <returns>The gradient of the input, if it is needed.</returns>
    public Span<float> Backward(ReadOnlySpan<float> input, Span<float> outputGradient, int n, bool needsInputGradient)
    {
        Array.Clear(_gradient);
        Span<float> biasGradient = _gradient.AsSpan(_inputs * _units);
        for (int row = 0; row < n; row++)
        {
            Span<float> dOutput = outputGradient.Slice(row * _units, _units);
            if (_hasReLU)
            {
                for (int unit = 0; unit < _units; unit++)
                {
                    dOutput[unit] = _output[(row * _units) + unit] > 0 ? dOutput[unit] : 0;
                }
            }

            TensorPrimitives.Add(biasGradient, dOutput, biasGradient);
            for (int k = 0; k < _inputs; k++)
            {
                Span<float> weightGradient = _gradient.AsSpan(k * _units, _units);
                TensorPrimitives.MultiplyAdd(dOutput, input[(row * _inputs) + k], weightGradient, weightGradient);
                if (needsInputGradient)
                {
                    _inputGradient[(row * _inputs) + k] = TensorPrimitives.Dot(_parameters.AsSpan(k * _units, _units), dOutput);
                }
            }
        }

        return _inputGradient.AsSpan(0, n * _inputs);
    }

    public void Update(int step)
    {
        float correction1 = 1 - MathF.Pow(Beta1, step);
        float correction2 = 1 - MathF.Pow(Beta2, step);
        for (int i = 0; i < _parameters.Length; i++)
        {
            float gradient = _gradient[i];
            _m[i] = (Beta1 * _m[i]) + ((1 - Beta1) * gradient);
            _v[i] = (Beta2 * _v[i]) + ((1 - Beta2) * gradient * gradient);
            _parameters[i] -= LearningRate * (_m[i] / correction1) / (MathF.Sqrt(_v[i] / correction2) + Epsilon);
        }
    }
}
