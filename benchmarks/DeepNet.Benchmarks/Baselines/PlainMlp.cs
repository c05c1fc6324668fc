using System.Numerics.Tensors;

namespace DeepNet.Benchmarks.Baselines;

/// <summary>
/// The network as a careful C# programmer writes it in an afternoon: an object for each layer, arrays, and <see cref="TensorPrimitives"/> for
/// the rows of every product. Same arithmetic as the generated class, no allocation while it runs; what it lacks is a compiler for its shapes.
/// </summary>
internal sealed class PlainMlp
{
    private readonly PlainDense[] _layers;
    private readonly float[] _lossGradient;
    private int _step;

    public PlainMlp(ReadOnlySpan<int> sizes, int maxBatch, int seed)
    {
        Random random = new(seed);
        _layers = new PlainDense[sizes.Length - 1];
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i] = new PlainDense(sizes[i], sizes[i + 1], maxBatch, hasReLU: i < _layers.Length - 1, random);
        }

        _lossGradient = new float[maxBatch * sizes[^1]];
    }

    /// <summary>The logits of <paramref name="n"/> samples.</summary>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> input, int n)
    {
        ReadOnlySpan<float> current = input;
        foreach (PlainDense layer in _layers)
        {
            current = layer.Forward(current, n);
        }

        return current;
    }

    /// <summary>One step with softmax, cross entropy and Adam; returns the mean loss.</summary>
    public float TrainStep(ReadOnlySpan<float> input, ReadOnlySpan<int> labels)
    {
        int n = labels.Length;
        ReadOnlySpan<float> logits = Forward(input, n);
        Span<float> gradient = _lossGradient.AsSpan(0, logits.Length);
        float loss = CrossEntropy(logits, labels, gradient);
        _step++;
        for (int i = _layers.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<float> below = i == 0 ? input : _layers[i - 1].Output(n);
            gradient = _layers[i].Backward(below, gradient, n, needsInputGradient: i > 0);
            _layers[i].Update(_step);
        }

        return loss;
    }

    private static float CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient)
    {
        int classes = logits.Length / labels.Length;
        float loss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * classes, classes);
            Span<float> rowGradient = gradient.Slice(i * classes, classes);
            float max = TensorPrimitives.Max(row);
            TensorPrimitives.Subtract(row, max, rowGradient);
            TensorPrimitives.Exp(rowGradient, rowGradient);
            float sum = TensorPrimitives.Sum<float>(rowGradient);
            loss += MathF.Log(sum) - (row[labels[i]] - max);
            TensorPrimitives.Multiply(rowGradient, 1 / (sum * labels.Length), rowGradient);
            rowGradient[labels[i]] -= 1f / labels.Length;
        }

        return loss / labels.Length;
    }
}
