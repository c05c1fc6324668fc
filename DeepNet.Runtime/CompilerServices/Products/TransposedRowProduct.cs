using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepNet.CompilerServices;

/// <summary>The product of one row with a transposed matrix: a dot product with each of the matrix's rows. Called by generated code only.</summary>
/// <remarks>
/// Eight rows are summed side by side, so that an element of the single row is loaded once for all of them and their sums end as the lanes of one vector: twice as fast
/// at 400x120 as a loop for each row, whose eight lanes have to be added up every time (benchmarks/products).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TransposedRowProduct
{
    /// <summary>The rows that are summed side by side, and the lanes of a vector.</summary>
    private const int Rows = 8;

    /// <summary>Computes <c>c[rows] = start + b[rows, depth] · a[depth]</c>.</summary>
    /// <param name="c">The first element of the result.</param>
    /// <param name="start">What the sums begin with, or a null reference for zero; it may be <paramref name="c"/>.</param>
    /// <param name="a">The first element of the single row.</param>
    /// <param name="b">The first element of the matrix.</param>
    /// <param name="rows">The rows of the matrix.</param>
    /// <param name="depth">The columns of the matrix, at least 1.</param>
    public static void Run(ref float c, ref float start, ref float a, ref float b, int rows, int depth)
    {
        int row = Avx.IsSupported && depth >= Rows ? RunEights(ref c, ref start, ref a, ref b, rows, depth) : 0;
        RunRest(ref c, ref start, ref a, ref b, row, rows, depth);
    }

    /// <inheritdoc cref="Run(ref float, ref float, ref float, ref float, int, int)"/>
    public static void Run(ref double c, ref double start, ref double a, ref double b, int rows, int depth) => RunRest(ref c, ref start, ref a, ref b, 0, rows, depth);

    /// <summary>Sums eight rows at a time and returns the first row that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int RunEights(ref float c, ref float start, ref float a, ref float b, int rows, nint depth)
    {
        // The last vector of a row ends with it; its lanes that were summed before count as zero.
        nint last = depth - Rows;
        nint whole = depth / Rows * Rows;
        Vector256<float> isNew = Vector256.GreaterThanOrEqual(Vector256<int>.Indices, Vector256.Create((int)(whole - last))).AsSingle();
        int row = 0;
        for (; row + Rows <= rows; row += Rows)
        {
            ref float b0 = ref Unsafe.Add(ref b, row * depth);
            ref float b1 = ref Unsafe.Add(ref b0, depth);
            ref float b2 = ref Unsafe.Add(ref b1, depth);
            ref float b3 = ref Unsafe.Add(ref b2, depth);
            ref float b4 = ref Unsafe.Add(ref b3, depth);
            ref float b5 = ref Unsafe.Add(ref b4, depth);
            ref float b6 = ref Unsafe.Add(ref b5, depth);
            ref float b7 = ref Unsafe.Add(ref b6, depth);
            Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            for (nint k = 0; k < whole; k += Rows)
            {
                Vector256<float> x = Vector256.LoadUnsafe(ref Unsafe.Add(ref a, k));
                sum0 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref Unsafe.Add(ref b0, k)), sum0);
                sum1 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref Unsafe.Add(ref b1, k)), sum1);
                sum2 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref Unsafe.Add(ref b2, k)), sum2);
                sum3 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref Unsafe.Add(ref b3, k)), sum3);
                sum4 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref Unsafe.Add(ref b4, k)), sum4);
                sum5 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref Unsafe.Add(ref b5, k)), sum5);
                sum6 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref Unsafe.Add(ref b6, k)), sum6);
                sum7 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref Unsafe.Add(ref b7, k)), sum7);
            }

            if (whole < depth)
            {
                Vector256<float> x = LoadNew(ref a, last, isNew);
                sum0 = Vector256.MultiplyAddEstimate(x, LoadNew(ref b0, last, isNew), sum0);
                sum1 = Vector256.MultiplyAddEstimate(x, LoadNew(ref b1, last, isNew), sum1);
                sum2 = Vector256.MultiplyAddEstimate(x, LoadNew(ref b2, last, isNew), sum2);
                sum3 = Vector256.MultiplyAddEstimate(x, LoadNew(ref b3, last, isNew), sum3);
                sum4 = Vector256.MultiplyAddEstimate(x, LoadNew(ref b4, last, isNew), sum4);
                sum5 = Vector256.MultiplyAddEstimate(x, LoadNew(ref b5, last, isNew), sum5);
                sum6 = Vector256.MultiplyAddEstimate(x, LoadNew(ref b6, last, isNew), sum6);
                sum7 = Vector256.MultiplyAddEstimate(x, LoadNew(ref b7, last, isNew), sum7);
            }

            // Each half of a vector adds up within itself.
            Vector256<float> low = Avx.HorizontalAdd(Avx.HorizontalAdd(sum0, sum1), Avx.HorizontalAdd(sum2, sum3));
            Vector256<float> high = Avx.HorizontalAdd(Avx.HorizontalAdd(sum4, sum5), Avx.HorizontalAdd(sum6, sum7));
            Vector256<float> sums = Vector256.Create(low.GetLower() + low.GetUpper(), high.GetLower() + high.GetUpper());
            if (!Unsafe.IsNullRef(ref start))
            {
                sums += Vector256.LoadUnsafe(ref Unsafe.Add(ref start, row));
            }

            sums.StoreUnsafe(ref Unsafe.Add(ref c, row));
        }

        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LoadNew(ref float row, nint last, Vector256<float> isNew) => Vector256.LoadUnsafe(ref Unsafe.Add(ref row, last)) & isNew;

    /// <summary>The rows from one on, one by one.</summary>
    private static void RunRest<T>(ref T c, ref T start, ref T a, ref T b, int row, int rows, int depth)
        where T : unmanaged, IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T>
    {
        for (; row < rows; row++)
        {
            T sum = Dot(ref a, ref Unsafe.Add(ref b, (nint)row * depth), depth);
            Unsafe.Add(ref c, row) = Unsafe.IsNullRef(ref start) ? sum : sum + Unsafe.Add(ref start, row);
        }
    }

    private static T Dot<T>(ref T a, ref T b, nint depth)
        where T : unmanaged, IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T>
    {
        Vector<T> sums = default;
        nint k = 0;
        for (; k + Vector<T>.Count <= depth; k += Vector<T>.Count)
        {
            sums += Vector.LoadUnsafe(ref Unsafe.Add(ref a, k)) * Vector.LoadUnsafe(ref Unsafe.Add(ref b, k));
        }

        T sum = Vector.Sum(sums);
        for (; k < depth; k++)
        {
            sum += Unsafe.Add(ref a, k) * Unsafe.Add(ref b, k);
        }

        return sum;
    }
}
