using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>When a product is shared out among threads.</summary>
internal static class SharedProduct
{
    /// <summary>Multiply-adds from which a second thread saves more than it costs to wake it: some 50 microseconds of one core (benchmarks/products).</summary>
    private const long LeastWork = 2_000_000;

    /// <summary>Whether there is a second thread, and enough for it to do.</summary>
    public static bool Pays(int rows, int columns, int depth) => WorkerTeam.Threads > 1 && (long)rows * columns * depth >= LeastWork;
}

/// <summary>A product whose rows or columns are cut into parts. The operands are pinned.</summary>
internal unsafe struct SharedProduct<TVector, T, L> : IParts
    where TVector : struct
    where T : unmanaged
    where L : struct, ILanes<TVector, T>
{
    public required T* C;
    public required nint CStride;
    public required T* Start;
    public required nint StartStride;
    public required T* A;
    public required nint AStride;
    public required nint AStep;
    public required T* B;
    public required nint BStride;
    public required nint BStep;
    public required int Rows;
    public required int Columns;
    public required int Depth;

    /// <summary>Bytes of a panel of a packed product; 0 for a product in place.</summary>
    public int PanelBytes;

    public int RowBlock;
    public RowsAhead Ahead;

    /// <summary>Computes the parts, as many as there are threads.</summary>
    public void Share() => Workers.Run(ref this, int.Max(1, int.Min(WorkerTeam.Threads, Units)));

    // The longer side is cut, so that as little as possible of the other operand is packed twice.
    private readonly bool CutsRows => Rows > Columns;

    private readonly int Unit => CutsRows ? TileSizes.MostRows : L.TileVectors * L.Count;

    private readonly int Units => (CutsRows ? Rows : Columns) / Unit;

    public readonly void Run(int part, int parts)
    {
        int first = (int)((long)Units * part / parts) * Unit;
        int end = part == parts - 1 ? (CutsRows ? Rows : Columns) : (int)((long)Units * (part + 1) / parts) * Unit;
        nint row = CutsRows ? first : 0;
        nint column = CutsRows ? 0 : first;
        ref T c = ref C[(row * CStride) + column];
        ref T start = ref OptionalReference.Move(ref Unsafe.AsRef<T>(Start), (row * StartStride) + column);
        ref T a = ref A[row * AStride];
        ref T b = ref B[column * BStep];
        int rows = CutsRows ? end - first : Rows;
        int columns = CutsRows ? Columns : end - first;
        if (PanelBytes == 0)
        {
            InPlaceProduct.RunAlone<TVector, T, L>(ref c, CStride, ref start, StartStride, ref a, AStride, AStep, ref b, BStride, rows, columns, Depth);
        }
        else
        {
            PackedProduct.RunAlone<TVector, T, L>(ref c, CStride, ref start, StartStride, ref a, AStride, AStep, ref b, BStride, BStep, rows, columns, Depth, PanelBytes, RowBlock, Ahead.Move<T>(row, column));
        }
    }
}
