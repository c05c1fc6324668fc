using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

/// <summary>
/// Draws a matrix whose rows (if there are fewer rows than columns) or columns are orthonormal, uniformly over all such matrices:
/// modified Gram-Schmidt on a Gaussian matrix. Its R has a positive diagonal by construction, which is the sign correction
/// that a Householder QR needs for the result to be uniform (Mezzadri 2007, arXiv:math-ph/0609050).
/// </summary>
internal static class OrthogonalMatrix
{
    // A vector that keeps a tenth of its length loses at most one digit of orthogonality. Below that it is projected again; twice is enough
    // (Giraud, Langou and Rozloznik 2005, doi:10.1016/j.camwa.2005.08.009).
    private const double ReprojectBelow = 0.1;

    /// <summary>Fills <paramref name="matrix"/> <c>[rows, columns]</c>; allocates the same size in doubles.</summary>
    internal static void Fill<T>(Span<T> matrix, int rows, int columns, ref RandomState random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool byRows = rows <= columns;
        int count = Math.Min(rows, columns);
        int length = Math.Max(rows, columns);
        double[] vectors = new double[count * length];
        for (int i = 0; i < count; i++)
        {
            Draw(vectors, i, length, ref random);
        }

        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < length; j++)
            {
                matrix[byRows ? (i * length) + j : (j * count) + i] = T.CreateTruncating(vectors[(i * length) + j]);
            }
        }
    }

    // Draws vector number `index` and makes it a unit vector orthogonal to those before it.
    private static void Draw(double[] vectors, int index, int length, ref RandomState random)
    {
        Span<double> vector = vectors.AsSpan(index * length, length);
        double after;
        do
        {
            for (int j = 0; j < length; j++)
            {
                vector[j] = random.NextGaussian();
            }

            after = Math.Sqrt(Dot(vector, vector));
            double before;
            int passes = 0;
            do
            {
                before = after;
                for (int i = 0; i < index; i++)
                {
                    ReadOnlySpan<double> other = vectors.AsSpan(i * length, length);
                    SubtractScaled(vector, Dot(vector, other), other);
                }

                after = Math.Sqrt(Dot(vector, vector));
            }
            while (after < ReprojectBelow * before && ++passes < 3);
        }
        while (!(after > 1e-8)); // The draw lay in the span of the others, which never happens but would divide by zero.

        foreach (ref double value in vector)
        {
            value /= after;
        }
    }

    // Four lanes on every machine, wider or narrower: the order of the sum, and so the weights, do not depend on the processor.
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector256<double>> va = MemoryMarshal.Cast<double, Vector256<double>>(a);
        ReadOnlySpan<Vector256<double>> vb = MemoryMarshal.Cast<double, Vector256<double>>(b);
        Vector256<double> sum = Vector256<double>.Zero;
        for (int i = 0; i < va.Length; i++)
        {
            sum += va[i] * vb[i];
        }

        double total = (sum[0] + sum[1]) + (sum[2] + sum[3]);
        for (int i = va.Length * 4; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }

    private static void SubtractScaled(Span<double> target, double scale, ReadOnlySpan<double> source)
    {
        Span<Vector256<double>> vt = MemoryMarshal.Cast<double, Vector256<double>>(target);
        ReadOnlySpan<Vector256<double>> vs = MemoryMarshal.Cast<double, Vector256<double>>(source);
        for (int i = 0; i < vt.Length; i++)
        {
            vt[i] -= vs[i] * scale;
        }

        for (int i = vt.Length * 4; i < target.Length; i++)
        {
            target[i] -= source[i] * scale;
        }
    }
}
