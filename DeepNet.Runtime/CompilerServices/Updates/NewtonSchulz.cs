using System.ComponentModel;
using System.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>The elementwise parts of Muon's Newton-Schulz iteration (Jordan et al. 2024). Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NewtonSchulz
{
    /// <summary>The iterations. Singular values are between 0.7 and 1.2 afterwards.</summary>
    public const int Iterations = 5;

    // Chosen by the author so that small singular values grow fast.
    private const double A = 3.4445;
    private const double B = -4.7750;
    private const double C = 2.0315;

    /// <summary>Added to the norm that divides.</summary>
    private const double Epsilon = 1e-7;

    /// <summary>Divides a matrix by its Frobenius norm, so that no singular value is above 1.</summary>
    /// <param name="matrix">The matrix.</param>
    public static void Normalize(Span<float> matrix) => Scale(matrix, (float)(1 / (Math.Sqrt(GradientNorm.SumOfSquares(matrix)) + Epsilon)));

    /// <inheritdoc cref="Normalize(Span{float})"/>
    public static void Normalize(Span<double> matrix) => Scale(matrix, 1 / (Math.Sqrt(GradientNorm.SumOfSquares(matrix)) + Epsilon));

    /// <summary>Turns <c>G = XᵀX</c> into <c>a + b G + c G²</c>, which X is multiplied by.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gram">G, which becomes the result.</param>
    /// <param name="square">G².</param>
    /// <param name="size">The rows and columns.</param>
    public static void Polynomial<T>(Span<T> gram, ReadOnlySpan<T> square, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T b = T.CreateChecked(B);
        T c = T.CreateChecked(C);
        int i = 0;
        for (; i <= gram.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            ((new Vector<T>(gram[i..]) * b) + (new Vector<T>(square[i..]) * c)).CopyTo(gram[i..]);
        }

        for (; i < gram.Length; i++)
        {
            gram[i] = (gram[i] * b) + (square[i] * c);
        }

        T a = T.CreateChecked(A);
        for (int diagonal = 0; diagonal < gram.Length; diagonal += size + 1)
        {
            gram[diagonal] += a;
        }
    }

    private static void Scale<T>(Span<T> values, T factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(values[i..]) * factor).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
