using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

/// <summary>The sums of the columns of a matrix of many rows. Called by generated code only.</summary>
/// <remarks>Blocks of rows are summed first. What the addition of a block to the sum loses is added with the next block (Kahan 1965), so that many rows cost no digits.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ColumnSums
{
    /// <summary>The rows of a block. So many are summed in generated code, whose sizes are constants.</summary>
    public const int BlockRows = 64;

    /// <summary>Adds the sums to <paramref name="sums"/>.</summary>
    /// <param name="sums">The first of <paramref name="columns"/> sums.</param>
    /// <param name="matrix">The first element of the matrix.</param>
    /// <param name="rows">The rows, at least 1.</param>
    /// <param name="columns">The columns.</param>
    public static void Add(ref float sums, ref float matrix, int rows, int columns) => Run(ref sums, ref matrix, rows, columns, true);

    /// <inheritdoc cref="Add(ref float, ref float, int, int)"/>
    public static void Add(ref double sums, ref double matrix, int rows, int columns) => Run(ref sums, ref matrix, rows, columns, true);

    /// <summary>Writes the sums to <paramref name="sums"/>.</summary>
    /// <param name="sums">The first of <paramref name="columns"/> sums.</param>
    /// <param name="matrix">The first element of the matrix.</param>
    /// <param name="rows">The rows, at least 1.</param>
    /// <param name="columns">The columns.</param>
    public static void Store(ref float sums, ref float matrix, int rows, int columns) => Run(ref sums, ref matrix, rows, columns, false);

    /// <inheritdoc cref="Store(ref float, ref float, int, int)"/>
    public static void Store(ref double sums, ref double matrix, int rows, int columns) => Run(ref sums, ref matrix, rows, columns, false);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T>(ref T sums, ref T matrix, int rows, int columns, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nuint width = (uint)columns;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            nuint lanes = (uint)Vector256<T>.Count;

            // Four vectors: two cache lines of each row.
            for (; i + (4 * lanes) <= width; i += 4 * lanes)
            {
                Vector256<T> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
                Vector256<T> lost0 = default, lost1 = default, lost2 = default, lost3 = default;
                for (int first = 0; first < rows; first += BlockRows)
                {
                    ref T row = ref Unsafe.Add(ref matrix, ((uint)first * width) + i);
                    Vector256<T> block0 = default, block1 = default, block2 = default, block3 = default;
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

                ref T at = ref Unsafe.Add(ref sums, i);
                Finish(ref at, sum0, adds);
                Finish(ref Unsafe.Add(ref at, lanes), sum1, adds);
                Finish(ref Unsafe.Add(ref at, 2 * lanes), sum2, adds);
                Finish(ref Unsafe.Add(ref at, 3 * lanes), sum3, adds);
            }

            for (; i + (2 * lanes) <= width; i += 2 * lanes)
            {
                Vector256<T> sum0 = default, sum1 = default, lost0 = default, lost1 = default;
                for (int first = 0; first < rows; first += BlockRows)
                {
                    ref T row = ref Unsafe.Add(ref matrix, ((uint)first * width) + i);
                    Vector256<T> block0 = default, block1 = default;
                    for (int left = int.Min(BlockRows, rows - first); left > 0; left--)
                    {
                        block0 += Vector256.LoadUnsafe(ref row);
                        block1 += Vector256.LoadUnsafe(ref row, lanes);
                        row = ref Unsafe.Add(ref row, width);
                    }

                    AddBlock(ref sum0, ref lost0, block0);
                    AddBlock(ref sum1, ref lost1, block1);
                }

                ref T at = ref Unsafe.Add(ref sums, i);
                Finish(ref at, sum0, adds);
                Finish(ref Unsafe.Add(ref at, lanes), sum1, adds);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            nuint lanes = (uint)Vector128<T>.Count;
            for (; i + lanes <= width; i += lanes)
            {
                Vector128<T> sum = default, lost = default;
                for (int first = 0; first < rows; first += BlockRows)
                {
                    ref T row = ref Unsafe.Add(ref matrix, ((uint)first * width) + i);
                    Vector128<T> block = default;
                    for (int left = int.Min(BlockRows, rows - first); left > 0; left--)
                    {
                        block += Vector128.LoadUnsafe(ref row);
                        row = ref Unsafe.Add(ref row, width);
                    }

                    Vector128<T> addend = block - lost;
                    Vector128<T> after = sum + addend;
                    lost = after - sum - addend;
                    sum = after;
                }

                ref T at = ref Unsafe.Add(ref sums, i);
                (adds ? Vector128.LoadUnsafe(ref at) + sum : sum).StoreUnsafe(ref at);
            }
        }

        for (; i < width; i++)
        {
            T sum = T.Zero, lost = T.Zero;
            for (int first = 0; first < rows; first += BlockRows)
            {
                ref T row = ref Unsafe.Add(ref matrix, ((uint)first * width) + i);
                T block = T.Zero;
                for (int left = int.Min(BlockRows, rows - first); left > 0; left--)
                {
                    block += row;
                    row = ref Unsafe.Add(ref row, width);
                }

                T addend = block - lost;
                T after = sum + addend;
                lost = after - sum - addend;
                sum = after;
            }

            ref T at = ref Unsafe.Add(ref sums, i);
            at = adds ? at + sum : sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<T>(ref T at, Vector256<T> sum, bool adds)
        where T : unmanaged => (adds ? Vector256.LoadUnsafe(ref at) + sum : sum).StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddBlock<T>(ref Vector256<T> sum, ref Vector256<T> lost, Vector256<T> block)
        where T : unmanaged
    {
        Vector256<T> addend = block - lost;
        Vector256<T> after = sum + addend;
        lost = after - sum - addend;
        sum = after;
    }
}
