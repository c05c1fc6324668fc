using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>Tiles of <see cref="ProductTile{TVector, T, L}"/> at the end of a matrix whose columns do not fill vectors.</summary>
internal static unsafe class TileEdge<TVector, T, L>
    where TVector : struct
    where T : unmanaged
    where L : struct, ILanes<TVector, T>
{
    /// <summary>Computes tiles, also those whose last vector does not lie in the matrix as a whole.</summary>
    /// <param name="function">The function for them.</param>
    /// <param name="rows">The rows of a tile.</param>
    /// <param name="vectors">The vectors of a row.</param>
    /// <param name="operands">The operands.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(delegate*<in TileOperands<T>, void> function, int rows, int vectors, in TileOperands<T> operands)
    {
        if (L.HasMasks || operands.Lanes == L.Count)
        {
            function(in operands);
        }
        else
        {
            RunEdge(function, rows, vectors, in operands);
        }
    }

    /// <summary>Computes tiles whose last vector does not lie in the matrix as a whole, without masks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunEdge(delegate*<in TileOperands<T>, void> function, int rows, int vectors, in TileOperands<T> operands)
    {
        // Calls for the parts of vectors would cost the tile its registers, so such tiles are summed beside the matrix, two at a time.
        TileOperands<T> edge = operands;
        edge.C = ref ThreadMemory<T, Edge>.Take(2 * TileSizes.MostRows * 4 * L.Count);
        edge.CStride = vectors * L.Count;
        edge.Start = ref Unsafe.NullRef<T>();
        edge.StartStride = 0;
        edge.IsFar = false;
        edge.NextRows = 0;
        for (int tile = 0; tile < operands.Tiles; tile += edge.Tiles)
        {
            edge.Tiles = int.Min(2, operands.Tiles - tile);
            function(in edge);
            edge.A = ref Unsafe.Add(ref edge.A, edge.Tiles * edge.TileStep);
            for (nint row = 0; row < edge.Tiles * rows; row++)
            {
                nint at = (tile * rows) + row;
                CopyEdge(ref Unsafe.Add(ref operands.C, at * operands.CStride), ref OptionalReference.Move(ref operands.Start, at * operands.StartStride), ref Unsafe.Add(ref edge.C, row * edge.CStride), vectors, operands.Lanes);
            }
        }
    }

    /// <summary>Adds what a row begins with to its sums, and stores as many as lie in the matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyEdge(ref T c, ref T start, ref T sums, int vectors, int lanes)
    {
        for (int at = 0, end = (vectors - 1) * L.Count; at <= end; at += L.Count)
        {
            TVector sum = L.Load(ref Unsafe.Add(ref sums, at));
            if (!Unsafe.IsNullRef(ref start))
            {
                sum = L.Add(sum, L.Load(ref Unsafe.Add(ref start, at)));
            }

            L.StorePart(sum, ref Unsafe.Add(ref c, at), at < end ? L.Count : lanes);
        }
    }

    /// <summary>What the thread's memory is for.</summary>
    private readonly struct Edge;
}
