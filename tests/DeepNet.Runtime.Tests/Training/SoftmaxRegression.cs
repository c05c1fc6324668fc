using System.Numerics;

namespace DeepNet.Runtime.Tests.Training;

/// <summary>One dense layer 4-3 with softmax and plain gradient descent, by hand: a network for the trainer that needs no generator.</summary>
internal sealed class SoftmaxRegression<T> : ITrainable<SoftmaxRegression<T>, T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Inputs = 4;
    private const int Classes = 3;
    private readonly T[] _parameters = new T[(Inputs * Classes) + Classes];
    private readonly T[] _gradients = new T[(Inputs * Classes) + Classes];

    public static int ParameterCount => (Inputs * Classes) + Classes;

    public static int InputSize => Inputs;

    public static int OutputSize => Classes;

    public static int TargetSize => 1;

    public static int MaxBatch => 16;

    public static long InferenceBytes => 0;

    public static long TrainingBytes => 0;

    public static long FlopsPerSample => 2 * Inputs * Classes;

    public Span<T> Parameters => _parameters;

    public T LearningRate { get; set; } = T.CreateChecked(0.5);

    public List<int> BatchSizes { get; } = new(100_000);

    public static SoftmaxRegression<T> Create(int seed)
    {
        SoftmaxRegression<T> network = new();
        Random random = new(seed);
        foreach (ref T parameter in network._parameters.AsSpan())
        {
            parameter = T.CreateChecked((random.NextDouble() - 0.5) * 0.1);
        }

        return network;
    }

    public void Forward(ReadOnlySpan<T> input, Span<T> output)
    {
        for (int sample = 0; sample < output.Length / Classes; sample++)
        {
            for (int k = 0; k < Classes; k++)
            {
                T sum = _parameters[(Inputs * Classes) + k];
                for (int i = 0; i < Inputs; i++)
                {
                    sum += input[(sample * Inputs) + i] * _parameters[(i * Classes) + k];
                }

                output[(sample * Classes) + k] = sum;
            }
        }
    }

    public void Predict(ReadOnlySpan<T> input, Span<T> prediction)
    {
        Forward(input, prediction);
        for (int sample = 0; sample < prediction.Length / Classes; sample++)
        {
            Span<T> row = prediction.Slice(sample * Classes, Classes);
            T sum = T.Zero;
            foreach (ref T value in row)
            {
                value = T.Exp(value);
                sum += value;
            }

            foreach (ref T value in row)
            {
                value /= sum;
            }
        }
    }

    public T Evaluate(ReadOnlySpan<T> input, ReadOnlySpan<int> target)
    {
        Span<T> prediction = stackalloc T[target.Length * Classes];
        Predict(input, prediction);
        T loss = T.Zero;
        for (int sample = 0; sample < target.Length; sample++)
        {
            loss -= T.Log(prediction[(sample * Classes) + target[sample]]);
        }

        return loss / T.CreateChecked(target.Length);
    }

    public T TrainStep(ReadOnlySpan<T> input, ReadOnlySpan<int> target)
    {
        BatchSizes.Add(target.Length);
        T loss = Evaluate(input, target);
        Span<T> error = stackalloc T[target.Length * Classes];
        Predict(input, error);
        Array.Clear(_gradients);
        for (int sample = 0; sample < target.Length; sample++)
        {
            error[(sample * Classes) + target[sample]] -= T.One;
            for (int k = 0; k < Classes; k++)
            {
                for (int i = 0; i < Inputs; i++)
                {
                    _gradients[(i * Classes) + k] += input[(sample * Inputs) + i] * error[(sample * Classes) + k];
                }

                _gradients[(Inputs * Classes) + k] += error[(sample * Classes) + k];
            }
        }

        for (int p = 0; p < _parameters.Length; p++)
        {
            _parameters[p] -= LearningRate * _gradients[p] / T.CreateChecked(target.Length);
        }

        return loss;
    }

    public long EpochsTrained { get; set; }

    public void Save(string path, bool includeState = false) => throw new NotSupportedException();

    public void Load(string path) => throw new NotSupportedException();
}
