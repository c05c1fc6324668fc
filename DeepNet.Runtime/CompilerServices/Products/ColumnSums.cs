using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

public static partial class ColumnSums
{
    /// <summary>Adds the sums to <paramref name="sums"/>.</summary>
    /// <param name="sums">The first of <paramref name="columns"/> sums.</param>
    /// <param name="matrix">The first element of the matrix.</param>
    /// <param name="rows">The rows, at least 1.</param>
    /// <param name="columns">The columns.</param>
    public static void Add(ref float sums, ref float matrix, int rows, int columns) => Run(ref sums, ref matrix, rows, (uint)columns, true);

    /// <summary>Writes the sums to <paramref name="sums"/>.</summary>
    /// <param name="sums">The first of <paramref name="columns"/> sums.</param>
    /// <param name="matrix">The first element of the matrix.</param>
    /// <param name="rows">The rows, at least 1.</param>
    /// <param name="columns">The columns.</param>
    public static void Store(ref float sums, ref float matrix, int rows, int columns) => Run(ref sums, ref matrix, rows, (uint)columns, false);

    /// <summary>Each width is a method of its own, which is compiled only if there are columns for it.</summary>
    private static void Run(ref float sums, ref float matrix, int rows, nuint columns, bool adds)
    {
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + (4 * (nuint)Vector256<float>.Count) <= columns; i += 4 * (nuint)Vector256<float>.Count)
            {
                RunFour(ref Unsafe.Add(ref sums, i), ref Unsafe.Add(ref matrix, i), rows, columns, adds);
            }

            for (; i + (2 * (nuint)Vector256<float>.Count) <= columns; i += 2 * (nuint)Vector256<float>.Count)
            {
                RunTwo(ref Unsafe.Add(ref sums, i), ref Unsafe.Add(ref matrix, i), rows, columns, adds);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + (nuint)Vector128<float>.Count <= columns; i += (nuint)Vector128<float>.Count)
            {
                RunNarrow(ref Unsafe.Add(ref sums, i), ref Unsafe.Add(ref matrix, i), rows, columns, adds);
            }
        }

        for (; i < columns; i++)
        {
            RunSingle(ref Unsafe.Add(ref sums, i), ref Unsafe.Add(ref matrix, i), rows, columns, adds);
        }
    }

    /// <summary>Four vectors: two cache lines of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunFour(ref float sums, ref float matrix, int rows, nuint width, bool adds)
    {
        nuint lanes = (nuint)Vector256<float>.Count;
        Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector256<float> lost0 = default, lost1 = default, lost2 = default, lost3 = default;
        ref float row = ref matrix;
        for (int first = 0; first < rows; first += BlockRows)
        {
            Vector256<float> block0 = default, block1 = default, block2 = default, block3 = default;
            for (int left = int.Min(BlockRows, rows - first); left > 0; left--)
            {
                block0 += Vector256.LoadUnsafe(ref row);
                block1 += Vector256.LoadUnsafe(ref row, lanes);
                block2 += Vector256.LoadUnsafe(ref row, 2 * lanes);
                block3 += Vector256.LoadUnsafe(ref row, 3 * lanes);
                row = ref Unsafe.Add(ref row, width);
            }

            AddBlock(ref sum0, ref lost0, block0);
            AddBlock(ref sum1, ref lost1, block1);
            AddBlock(ref sum2, ref lost2, block2);
            AddBlock(ref sum3, ref lost3, block3);
        }

        if (adds)
        {
            sum0 = Vector256.LoadUnsafe(ref sums) + sum0;
            sum1 = Vector256.LoadUnsafe(ref sums, lanes) + sum1;
            sum2 = Vector256.LoadUnsafe(ref sums, 2 * lanes) + sum2;
            sum3 = Vector256.LoadUnsafe(ref sums, 3 * lanes) + sum3;
        }

        sum0.StoreUnsafe(ref sums);
        sum1.StoreUnsafe(ref sums, lanes);
        sum2.StoreUnsafe(ref sums, 2 * lanes);
        sum3.StoreUnsafe(ref sums, 3 * lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTwo(ref float sums, ref float matrix, int rows, nuint width, bool adds)
    {
        nuint lanes = (nuint)Vector256<float>.Count;
        Vector256<float> sum0 = default, sum1 = default, lost0 = default, lost1 = default;
        ref float row = ref matrix;
        for (int first = 0; first < rows; first += BlockRows)
        {
            Vector256<float> block0 = default, block1 = default;
            for (int left = int.Min(BlockRows, rows - first); left > 0; left--)
            {
                block0 += Vector256.LoadUnsafe(ref row);
                block1 += Vector256.LoadUnsafe(ref row, lanes);
                row = ref Unsafe.Add(ref row, width);
            }

            AddBlock(ref sum0, ref lost0, block0);
            AddBlock(ref sum1, ref lost1, block1);
        }

        if (adds)
        {
            sum0 = Vector256.LoadUnsafe(ref sums) + sum0;
            sum1 = Vector256.LoadUnsafe(ref sums, lanes) + sum1;
        }

        sum0.StoreUnsafe(ref sums);
        sum1.StoreUnsafe(ref sums, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunNarrow(ref float sums, ref float matrix, int rows, nuint width, bool adds)
    {
        Vector128<float> sum = default, lost = default;
        ref float row = ref matrix;
        for (int first = 0; first < rows; first += BlockRows)
        {
            Vector128<float> block = default;
            for (int left = int.Min(BlockRows, rows - first); left > 0; left--)
            {
                block += Vector128.LoadUnsafe(ref row);
                row = ref Unsafe.Add(ref row, width);
            }

            Vector128<float> addend = block - lost;
            Vector128<float> after = sum + addend;
            lost = after - sum - addend;
            sum = after;
        }

        (adds ? Vector128.LoadUnsafe(ref sums) + sum : sum).StoreUnsafe(ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunSingle(ref float sums, ref float matrix, int rows, nuint width, bool adds)
    {
        float sum = 0, lost = 0;
        ref float row = ref matrix;
        for (int first = 0; first < rows; first += BlockRows)
        {
            float block = 0;
            for (int left = int.Min(BlockRows, rows - first); left > 0; left--)
            {
                block += row;
                row = ref Unsafe.Add(ref row, width);
            }

            float addend = block - lost;
            float after = sum + addend;
            lost = after - sum - addend;
            sum = after;
        }

        sums = adds ? sums + sum : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddBlock(ref Vector256<float> sum, ref Vector256<float> lost, Vector256<float> block)
    {
        Vector256<float> addend = block - lost;
        Vector256<float> after = sum + addend;
        lost = after - sum - addend;
        sum = after;
    }
}
