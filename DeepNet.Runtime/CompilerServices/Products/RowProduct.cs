using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>The product of one row with a matrix that is larger than the cache. Called by generated code only.</summary>
/// <remarks>
/// The time is that of reading the matrix, so it is read in the order in which it lies, four rows side by side, and the sums wait in the first-level cache. Tiles with the sums in registers
/// jump from row to row and back to the top for the next columns, which no prefetcher follows: they took twice as long at 1024x1024 (benchmarks/products).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowProduct
{
    /// <summary>Rows of the matrix that are read side by side: enough for one load and store of the sums to count little.</summary>
    private const int Rows = 4;

    /// <summary>Rows whose sums are apart from those of others, so that long sums lose no digits.</summary>
    private const int DepthBlock = 2048;

    /// <summary>Computes <c>c[columns] = start + a[depth] · b[depth, columns]</c>.</summary>
    /// <param name="c">The first element of the result.</param>
    /// <param name="start">What the sums begin with, or a null reference for zero; it may be <paramref name="c"/>.</param>
    /// <param name="a">The first element of the row.</param>
    /// <param name="b">The first element of the matrix.</param>
    /// <param name="columns">The columns of the matrix.</param>
    /// <param name="depth">The rows of the matrix.</param>
    public static void Run(ref float c, ref float start, ref float a, ref float b, int columns, int depth)
    {
        RunBlock(ref c, ref start, ref a, ref b, columns, int.Min(depth, DepthBlock));
        for (int k = DepthBlock; k < depth; k += DepthBlock)
        {
            ref float sums = ref ThreadMemory<float, Sums>.Take(columns);
            RunBlock(ref sums, ref Unsafe.NullRef<float>(), ref Unsafe.Add(ref a, k), ref Unsafe.Add(ref b, (nint)k * columns), columns, int.Min(depth - k, DepthBlock));
            Add(ref c, ref sums, columns);
        }
    }

    private static void RunBlock(ref float c, ref float start, ref float a, ref float b, int columns, int depth)
    {
        if (Vector512.IsHardwareAccelerated && WideRowProduct.Takes(columns, Vector512<float>.Count))
        {
            WideRowProduct.Run<Vector512<float>, float, SingleLanes512>(ref c, ref start, ref a, ref b, columns, depth);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Vector256<float>, float, SingleLanes256>(ref c, ref start, ref a, ref b, columns, depth);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Vector128<float>, float, SingleLanes128>(ref c, ref start, ref a, ref b, columns, depth);
        }
        else
        {
            Run<float, float, SingleScalarLanes>(ref c, ref start, ref a, ref b, columns, depth);
        }
    }

    /// <inheritdoc cref="Run(ref float, ref float, ref float, ref float, int, int)"/>
    public static void Run(ref double c, ref double start, ref double a, ref double b, int columns, int depth)
    {
        RunBlock(ref c, ref start, ref a, ref b, columns, int.Min(depth, DepthBlock));
        for (int k = DepthBlock; k < depth; k += DepthBlock)
        {
            ref double sums = ref ThreadMemory<double, Sums>.Take(columns);
            RunBlock(ref sums, ref Unsafe.NullRef<double>(), ref Unsafe.Add(ref a, k), ref Unsafe.Add(ref b, (nint)k * columns), columns, int.Min(depth - k, DepthBlock));
            Add(ref c, ref sums, columns);
        }
    }

    private static void RunBlock(ref double c, ref double start, ref double a, ref double b, int columns, int depth)
    {
        if (Vector512.IsHardwareAccelerated && WideRowProduct.Takes(columns, Vector512<double>.Count))
        {
            WideRowProduct.Run<Vector512<double>, double, DoubleLanes512>(ref c, ref start, ref a, ref b, columns, depth);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Vector256<double>, double, DoubleLanes256>(ref c, ref start, ref a, ref b, columns, depth);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Vector128<double>, double, DoubleLanes128>(ref c, ref start, ref a, ref b, columns, depth);
        }
        else
        {
            Run<double, double, DoubleScalarLanes>(ref c, ref start, ref a, ref b, columns, depth);
        }
    }

    /// <summary>The product with vectors of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TVector, T, L>(ref T c, ref T start, ref T a, ref T b, nint columns, nint depth)
        where TVector : struct
        where T : unmanaged, IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T>
        where L : struct, ILanes<TVector, T>
    {
        Span<T> sums = MemoryMarshal.CreateSpan(ref c, (int)columns);
        if (Unsafe.IsNullRef(ref start))
        {
            sums.Clear();
        }
        else
        {
            MemoryMarshal.CreateReadOnlySpan(ref start, (int)columns).CopyTo(sums);
        }

        nint k = 0;
        for (; k + Rows <= depth; k += Rows)
        {
            ref T row0 = ref Unsafe.Add(ref b, k * columns);
            ref T row1 = ref Unsafe.Add(ref row0, columns);
            ref T row2 = ref Unsafe.Add(ref row1, columns);
            ref T row3 = ref Unsafe.Add(ref row2, columns);
            T s0 = Unsafe.Add(ref a, k), s1 = Unsafe.Add(ref a, k + 1), s2 = Unsafe.Add(ref a, k + 2), s3 = Unsafe.Add(ref a, k + 3);
            TVector a0 = L.Create(s0), a1 = L.Create(s1), a2 = L.Create(s2), a3 = L.Create(s3);
            nint column = 0;
            for (; column + L.Count <= columns; column += L.Count)
            {
                TVector sum = L.MultiplyAdd(a0, L.Load(ref Unsafe.Add(ref row0, column)), L.Load(ref Unsafe.Add(ref c, column)));
                sum = L.MultiplyAdd(a1, L.Load(ref Unsafe.Add(ref row1, column)), sum);
                sum = L.MultiplyAdd(a2, L.Load(ref Unsafe.Add(ref row2, column)), sum);
                L.Store(L.MultiplyAdd(a3, L.Load(ref Unsafe.Add(ref row3, column)), sum), ref Unsafe.Add(ref c, column));
            }

            for (; column < columns; column++)
            {
                Unsafe.Add(ref c, column) = Unsafe.Add(ref c, column) + (s0 * Unsafe.Add(ref row0, column)) + (s1 * Unsafe.Add(ref row1, column))
                    + (s2 * Unsafe.Add(ref row2, column)) + (s3 * Unsafe.Add(ref row3, column));
            }
        }

        for (; k < depth; k++)
        {
            ref T row = ref Unsafe.Add(ref b, k * columns);
            T scalar = Unsafe.Add(ref a, k);
            for (nint column = 0; column < columns; column++)
            {
                Unsafe.Add(ref c, column) = Unsafe.Add(ref c, column) + (scalar * Unsafe.Add(ref row, column));
            }
        }
    }

    private static void Add<T>(ref T c, ref T sums, nint columns)
        where T : unmanaged, IAdditionOperators<T, T, T>
    {
        nint column = 0;
        for (; column + Vector<T>.Count <= columns; column += Vector<T>.Count)
        {
            ref T at = ref Unsafe.Add(ref c, column);
            (Vector.LoadUnsafe(ref at) + Vector.LoadUnsafe(ref Unsafe.Add(ref sums, column))).StoreUnsafe(ref at);
        }

        for (; column < columns; column++)
        {
            Unsafe.Add(ref c, column) += Unsafe.Add(ref sums, column);
        }
    }

    /// <summary>What the thread's memory is for.</summary>
    private readonly struct Sums;
}
