using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>Copies the operands of a <see cref="PackedProduct"/> in the order in which its tiles read them.</summary>
internal static class PanelPacking
{
    /// <summary>Rows and columns of a block that is transposed in registers.</summary>
    private const int Lanes = 8;

    /// <summary>The height of the next panel: six rows, at the end the most of four, two and one that are left.</summary>
    public static int PanelRows(int rowsLeft) => rowsLeft >= PackedProduct.TileRows ? PackedProduct.TileRows : rowsLeft >= 4 ? 4 : rowsLeft >= 2 ? 2 : 1;

    /// <summary>Packs <c>a[rows, depth]</c> in panels of some rows, each in the order <c>[depth, rows of the panel]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackRows<TVector, T, L>(ref T panels, ref T a, nint stride, nint step, int rows, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        int height;
        for (int row = 0; row < rows; row += height)
        {
            height = PanelRows(rows - row);
            ref T panel = ref Unsafe.Add(ref panels, row * depth);
            ref T source = ref Unsafe.Add(ref a, row * stride);
            if (stride == 1)
            {
                CopySteps<TVector, T, L>(ref panel, ref source, step, height, depth);
            }
            else
            {
                Interleave(ref panel, height, ref source, stride, height, depth);
            }
        }
    }

    /// <summary>Packs <c>b[depth, columns]</c> as one panel in the order <c>[depth, two vectors]</c>, with zeros in the columns that are missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackColumns<TVector, T, L>(ref T panel, ref T b, nint stride, nint step, int columns, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        int width = 2 * L.Count;
        if (columns < width)
        {
            for (nint k = 0; k < depth; k++)
            {
                ref T line = ref Unsafe.Add(ref panel, k * width);
                L.Store(L.Create(default), ref line);
                L.Store(L.Create(default), ref Unsafe.Add(ref line, L.Count));
                for (nint column = 0; column < columns; column++)
                {
                    Unsafe.Add(ref line, column) = Unsafe.Add(ref b, (k * stride) + (column * step));
                }
            }
        }
        else if (step == 1)
        {
            for (nint k = 0; k < depth; k++)
            {
                ref T line = ref Unsafe.Add(ref panel, k * width);
                ref T source = ref Unsafe.Add(ref b, k * stride);
                L.Store(L.Load(ref source), ref line);
                L.Store(L.Load(ref Unsafe.Add(ref source, L.Count)), ref Unsafe.Add(ref line, L.Count));
            }
        }
        else
        {
            Interleave(ref panel, width, ref b, step, width, depth);
        }
    }

    /// <summary>Writes <c>panel[k, i] = source[k, i]</c> for rows whose elements of one step are neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopySteps<TVector, T, L>(ref T panel, ref T source, nint step, int height, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        nint k = 0;
        if (height == PackedProduct.TileRows && L.Count is 4 or 8)
        {
            // Whole vectors write beyond the six elements, which the next step puts right. They also read beyond them, so the last step has to
            // be copied element by element: there may be nothing behind it.
            for (; k < depth - 1; k++)
            {
                ref T from = ref Unsafe.Add(ref source, k * step);
                ref T to = ref Unsafe.Add(ref panel, k * PackedProduct.TileRows);
                L.Store(L.Load(ref from), ref to);
                if (L.Count == 4)
                {
                    L.Store(L.Load(ref Unsafe.Add(ref from, 2)), ref Unsafe.Add(ref to, 2));
                }
            }
        }

        for (; k < depth; k++)
        {
            for (nint i = 0; i < height; i++)
            {
                Unsafe.Add(ref panel, (k * height) + i) = Unsafe.Add(ref source, (k * step) + i);
            }
        }
    }

    /// <summary>Writes <c>panel[k, i] = source[i, k]</c> for <paramref name="rows"/> rows of <paramref name="source"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interleave<T>(ref T panel, nint panelStride, ref T source, nint stride, int rows, int depth)
        where T : unmanaged
    {
        int row = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            for (; row + PackedProduct.TileRows <= rows; row += Lanes)
            {
                int height = int.Min(Lanes, rows - row);
                nint k = InterleaveBlocks(
                    ref Unsafe.As<T, float>(ref Unsafe.Add(ref panel, row)), panelStride, ref Unsafe.As<T, float>(ref Unsafe.Add(ref source, row * stride)), stride, height, depth);
                InterleaveRest(ref Unsafe.Add(ref panel, row), panelStride, ref Unsafe.Add(ref source, row * stride), stride, height, k, depth);
            }
        }

        if (row < rows)
        {
            InterleaveRest(ref Unsafe.Add(ref panel, row), panelStride, ref Unsafe.Add(ref source, row * stride), stride, rows - row, 0, depth);
        }
    }

    /// <summary>Interleaves six or eight rows, eight steps at a time, and returns the first step that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint InterleaveBlocks(ref float panel, nint panelStride, ref float source, nint stride, int rows, int depth)
    {
        nint k = 0;
        for (; k + Lanes <= depth; k += Lanes)
        {
            // Of six rows, the two that are missing are written behind each step, where the next step's go. What the last step writes behind the panel,
            // the next panel overwrites.
            bool isWhole = rows == Lanes;
            MatrixTransposition.StoreTransposed(
                ref Unsafe.Add(ref panel, k * panelStride),
                panelStride,
                Vector256.LoadUnsafe(ref Unsafe.Add(ref source, k)),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref source, k + stride)),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref source, k + (2 * stride))),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref source, k + (3 * stride))),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref source, k + (4 * stride))),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref source, k + (5 * stride))),
                isWhole ? Vector256.LoadUnsafe(ref Unsafe.Add(ref source, k + (6 * stride))) : default,
                isWhole ? Vector256.LoadUnsafe(ref Unsafe.Add(ref source, k + (7 * stride))) : default);
        }

        return k;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InterleaveRest<T>(ref T panel, nint panelStride, ref T source, nint stride, int rows, nint first, int depth)
        where T : unmanaged
    {
        for (nint k = first; k < depth; k++)
        {
            for (nint row = 0; row < rows; row++)
            {
                Unsafe.Add(ref panel, (k * panelStride) + row) = Unsafe.Add(ref source, (row * stride) + k);
            }
        }
    }
}
