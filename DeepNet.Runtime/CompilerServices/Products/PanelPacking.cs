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

    /// <summary>Packs <c>a[rows, depth]</c> in panels of some rows, each in the order <c>[depth, rows of the panel]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackRows<TVector, T, L>(ref T panels, ref T a, nint stride, nint step, int rows, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        int row = 0;
        if (stride == 1 && TileSizes.Rows(rows, L.TileVectors) == TileSizes.MostRows)
        {
            // Sixteen lanes are far more than the six elements of a panel.
            row = TileSizes.EqualTiles(rows, L.TileVectors) * TileSizes.MostRows;
            if (L.Count == 16)
            {
                CopyPanels<Vector256<float>, float, SingleLanes256>(ref Unsafe.As<T, float>(ref panels), ref Unsafe.As<T, float>(ref a), step, row, depth);
            }
            else
            {
                CopyPanels<TVector, T, L>(ref panels, ref a, step, row, depth);
            }
        }

        int height;
        for (; row < rows; row += height)
        {
            height = TileSizes.Rows(rows - row, L.TileVectors);
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

    /// <summary>Packs <c>b[depth, columns]</c> as one panel in the order <c>[depth, width]</c>, of whole vectors. Columns that are missing hold any numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackColumns<TVector, T, L>(ref T panel, ref T b, nint stride, nint step, int columns, int width, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        if (step != 1 && L.Count == 1)
        {
            // Blocks of eight columns would not stay within a panel of two.
            InterleaveRest(ref panel, width, ref b, step, columns, 0, depth);
            return;
        }

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
            for (int i = 0; i < width; i += L.Count)
            {
                L.Store(L.Load(ref Unsafe.Add(ref source, i)), ref Unsafe.Add(ref line, i));
            }
        }

        for (; k < depth; k++)
        {
            CopyElements(ref Unsafe.Add(ref panel, k * width), ref Unsafe.Add(ref b, k * stride), columns);
        }
    }

    /// <summary>
    /// Packs panels of six rows whose elements of one step are neighbours. Eight panels are filled side by side, so that a cache line, which holds elements of several panels, is read once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyPanels<TVector, T, L>(ref T panels, ref T a, nint step, int rows, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        const int height = TileSizes.MostRows;
        nint size = (nint)height * depth;
        int count;
        for (int row = 0; row < rows; row += count * height)
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
        int height;
        for (int row = 0; row < rows; row += height)
        {
            height = int.Min(Lanes, rows - row);
            ref T to = ref Unsafe.Add(ref panel, row);
            ref T from = ref Unsafe.Add(ref source, row * stride);
            nint k = typeof(T) == typeof(float) && Avx.IsSupported
                ? InterleaveBlocks(ref Unsafe.As<T, float>(ref to), panelStride, ref Unsafe.As<T, float>(ref from), stride, height, depth)
                : 0;
            InterleaveRest(ref to, panelStride, ref from, stride, height, k, depth);
        }
    }

    /// <summary>Interleaves up to eight rows, eight steps at a time, and returns the first step that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint InterleaveBlocks(ref float panel, nint panelStride, ref float source, nint stride, int rows, int depth)
    {
        // In place of rows that are missing the last one is written again, behind each step, where the next step's go or no column is. What the last step writes behind the panel, the next panel overwrites.
        ref float r1 = ref Unsafe.Add(ref source, int.Min(1, rows - 1) * stride);
        ref float r2 = ref Unsafe.Add(ref source, int.Min(2, rows - 1) * stride);
        ref float r3 = ref Unsafe.Add(ref source, int.Min(3, rows - 1) * stride);
        ref float r4 = ref Unsafe.Add(ref source, int.Min(4, rows - 1) * stride);
        ref float r5 = ref Unsafe.Add(ref source, int.Min(5, rows - 1) * stride);
        ref float r6 = ref Unsafe.Add(ref source, int.Min(6, rows - 1) * stride);
        ref float r7 = ref Unsafe.Add(ref source, int.Min(7, rows - 1) * stride);
        nint k = 0;
        for (; k + Lanes <= depth; k += Lanes)
        {
            MatrixTransposition.StoreTransposed(
                ref Unsafe.Add(ref panel, k * panelStride),
                panelStride,
                Vector256.LoadUnsafe(ref Unsafe.Add(ref source, k)),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref r1, k)),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref r2, k)),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref r3, k)),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref r4, k)),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref r5, k)),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref r6, k)),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref r7, k)));
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
