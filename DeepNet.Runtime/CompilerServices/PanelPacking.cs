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

    /// <summary>Panels that are filled side by side: their 48 floats of a step are three cache lines.</summary>
    private const int PanelsAtOnce = 8;

    /// <summary>The height of the next panel: six rows, at the end the most of four, two and one that are left.</summary>
    public static int PanelRows(int rowsLeft) => rowsLeft >= PackedProduct.TileRows ? PackedProduct.TileRows : rowsLeft >= 4 ? 4 : rowsLeft >= 2 ? 2 : 1;

    /// <summary>Packs <c>a[rows, depth]</c> in panels of some rows, each in the order <c>[depth, rows of the panel]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackRows<TVector, T, L>(ref T panels, ref T a, nint stride, nint step, int rows, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        int row = 0;
        if (stride == 1)
        {
            // Sixteen lanes are far more than the six elements of a panel.
            row = L.Count == 16
                ? CopyPanels<Vector256<float>, float, SingleLanes256>(ref Unsafe.As<T, float>(ref panels), ref Unsafe.As<T, float>(ref a), step, rows, depth)
                : CopyPanels<TVector, T, L>(ref panels, ref a, step, rows, depth);
        }

        int height;
        for (; row < rows; row += height)
        {
            height = PanelRows(rows - row);
            ref T panel = ref Unsafe.Add(ref panels, row * depth);
            ref T source = ref Unsafe.Add(ref a, row * stride);
            if (stride == 1)
            {
                for (nint k = 0; k < depth; k++)
                {
                    CopyElements(ref Unsafe.Add(ref panel, k * height), ref Unsafe.Add(ref source, k * step), height);
                }
            }
            else
            {
                Interleave(ref panel, height, ref source, stride, height, depth);
            }
        }
    }

    /// <summary>Packs <c>b[depth, columns]</c> as one panel in the order <c>[depth, two vectors]</c>. Columns that are missing hold any numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackColumns<TVector, T, L>(ref T panel, ref T b, nint stride, nint step, int columns, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        int width = 2 * L.Count;
        if (step != 1)
        {
            Interleave(ref panel, width, ref b, step, columns, depth);
            return;
        }

        // Whole vectors read from the next row too where columns are missing, so the last row is not read that way.
        nint whole = columns == width ? depth : stride + columns >= width ? depth - 1 : 0;
        nint k = 0;
        for (; k < whole; k++)
        {
            ref T line = ref Unsafe.Add(ref panel, k * width);
            ref T source = ref Unsafe.Add(ref b, k * stride);
            L.Store(L.Load(ref source), ref line);
            L.Store(L.Load(ref Unsafe.Add(ref source, L.Count)), ref Unsafe.Add(ref line, L.Count));
        }

        for (; k < depth; k++)
        {
            CopyElements(ref Unsafe.Add(ref panel, k * width), ref Unsafe.Add(ref b, k * stride), columns);
        }
    }

    /// <summary>
    /// Packs all panels of six rows whose elements of one step are neighbours, and returns the first row that is left. Eight panels are filled side by side, so that
    /// a cache line, which holds elements of several panels, is read once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CopyPanels<TVector, T, L>(ref T panels, ref T a, nint step, int rows, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        const int height = PackedProduct.TileRows;
        nint size = (nint)height * depth;
        int row = 0;
        int count;
        for (; row + height <= rows; row += count * height)
        {
            count = int.Min(PanelsAtOnce, (rows - row) / height);
            ref T first = ref Unsafe.Add(ref panels, row * (nint)depth);
            ref T source = ref Unsafe.Add(ref a, row);

            // Vectors of eight write beyond the six elements, which the panel's next step puts right. They also read beyond them, so the last step has to
            // be copied element by element: there may be nothing behind it, and the next panel has begun.
            nint k = 0;
            for (nint end = L.Count is 4 or 8 ? depth - 1 : 0; k < end; k++)
            {
                ref T from = ref Unsafe.Add(ref source, k * step);
                ref T to = ref Unsafe.Add(ref first, k * height);
                for (int panel = 0; panel < count; panel++)
                {
                    L.Store(L.Load(ref from), ref to);
                    if (L.Count == 4)
                    {
                        L.Store(L.Load(ref Unsafe.Add(ref from, 2)), ref Unsafe.Add(ref to, 2));
                    }

                    from = ref Unsafe.Add(ref from, height);
                    to = ref Unsafe.Add(ref to, size);
                }
            }

            for (; k < depth; k++)
            {
                for (int panel = 0; panel < count; panel++)
                {
                    CopyElements(ref Unsafe.Add(ref first, (panel * size) + (k * height)), ref Unsafe.Add(ref source, (k * step) + (panel * height)), height);
                }
            }
        }

        return row;
    }

    private static void CopyElements<T>(ref T destination, ref T source, int count)
    {
        for (nint i = 0; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref source, i);
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
            int height;
            for (; row + PackedProduct.TileRows <= rows; row += height)
            {
                height = rows - row >= Lanes ? Lanes : PackedProduct.TileRows;
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
