using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepNet.CompilerServices;

/// <summary>Draws the first weights of a layer. Called by generated code only.</summary>
/// <remarks>Everything is drawn in <see cref="double"/> and rounded at the end, so networks of both precisions have the same weights up to rounding.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WeightInitialization
{
    /// <summary>Fills a weight matrix.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weight"><c>[rows, columns]</c>, row-major.</param>
    /// <param name="initializer">The distribution; <see cref="Initializer.Auto"/> has been resolved before.</param>
    /// <param name="fanIn">The inputs that one output sums over.</param>
    /// <param name="fanOut">The outputs that one input reaches.</param>
    /// <param name="rows">The rows of the matrix; for <see cref="Initializer.Orthogonal"/>.</param>
    /// <param name="columns">The columns of the matrix.</param>
    /// <param name="random">The generator, advanced by the draws.</param>
    /// <exception cref="ArgumentOutOfRangeException">An unknown initializer or <see cref="Initializer.Auto"/>, or a size below 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="weight"/> has not <c>rows * columns</c> elements.</exception>
    public static void Fill<T>(
        Span<T> weight, Initializer initializer, int fanIn, int fanOut, int rows, int columns, ref RandomState random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanOut, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (weight.Length != (long)rows * columns)
        {
            throw new ArgumentException($"weight has {weight.Length} elements; expected {rows} * {columns}.", nameof(weight));
        }

        double fanSum = (double)fanIn + fanOut;
        switch (initializer)
        {
            case Initializer.HeNormal:
                Normal(weight, Math.Sqrt(2.0 / fanIn), ref random);
                break;
            case Initializer.HeUniform:
                Uniform(weight, Math.Sqrt(6.0 / fanIn), ref random);
                break;
            case Initializer.GlorotNormal:
                Normal(weight, Math.Sqrt(2.0 / fanSum), ref random);
                break;
            case Initializer.GlorotUniform:
                Uniform(weight, Math.Sqrt(6.0 / fanSum), ref random);
                break;
            case Initializer.LeCunNormal:
                Normal(weight, Math.Sqrt(1.0 / fanIn), ref random);
                break;
            case Initializer.LeCunUniform:
                Uniform(weight, Math.Sqrt(3.0 / fanIn), ref random);
                break;
            case Initializer.Orthogonal:
                OrthogonalMatrix.Fill(weight, rows, columns, ref random);
                break;
            case Initializer.Zeros:
                weight.Clear();
                break;
            default:
                throw new ArgumentOutOfRangeException(
                    nameof(initializer), initializer, $"The initializer is {initializer}; expected one of HeNormal to Zeros, with Auto resolved.");
        }
    }

    // Optimized at once, and what draws the numbers too: nothing else in it would be, before the weights are drawn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normal<T>(Span<T> weight, double deviation, ref RandomState random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < weight.Length; i++)
        {
            weight[i] = T.CreateTruncating(deviation * random.NextGaussian());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Uniform<T>(Span<T> weight, double limit, ref RandomState random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < weight.Length; i++)
        {
            weight[i] = T.CreateTruncating(limit * ((2 * random.NextDouble()) - 1));
        }
    }
}
