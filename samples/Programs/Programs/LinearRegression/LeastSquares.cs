using DeepNet.Data;

namespace Programs;

/// <summary>The linear function with the least sum of squared errors, from its normal equations <c>XᵀX w = Xᵀy</c>; the last weight is the constant.</summary>
internal sealed class LeastSquares
{
    private readonly double[] _weights;

    private LeastSquares(double[] weights) => _weights = weights;

    /// <summary>Solves the equations for the samples.</summary>
    public static LeastSquares Solve(Dataset<float, float> samples)
    {
        int size = samples.InputSize + 1;
        double[,] equations = new double[size, size + 1];
        for (int i = 0; i < samples.Count; i++)
        {
            double[] row = WithOne(samples.Input(i));
            for (int a = 0; a < size; a++)
            {
                for (int b = 0; b < size; b++)
                {
                    equations[a, b] += row[a] * row[b];
                }

                equations[a, size] += row[a] * samples.Target(i)[0];
            }
        }

        return new(LinearEquations.Solve(equations));
    }

    /// <summary>The function's values.</summary>
    public float[] Predict(Dataset<float, float> samples) =>
        [.. Enumerable.Range(0, samples.Count).Select(i => (float)WithOne(samples.Input(i)).Zip(_weights, (x, w) => x * w).Sum())];

    private static double[] WithOne(ReadOnlySpan<float> input)
    {
        double[] row = new double[input.Length + 1];
        for (int i = 0; i < input.Length; i++)
        {
            row[i] = input[i];
        }

        row[^1] = 1;
        return row;
    }
}
