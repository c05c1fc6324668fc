using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DeepNet.CompilerServices;

/// <summary>
/// Matrices of the shape of a product's result that are read as soon as it is done: weights and optimizer states. Their update waits for memory while the
/// product only computes, so the product prefetches the lines of a tile before it sums the tile. Called by generated code only.
/// </summary>
/// <remarks>Holds addresses, not references: memory that has moved in the meantime is prefetched in vain, which does no harm.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct RowsAhead
{
    private const int LineBytes = 64;

    private readonly byte* _first;
    private readonly byte* _second;
    private readonly byte* _third;
    private readonly nint _strideBytes;

    private RowsAhead(void* first, void* second, void* third, nint strideBytes)
    {
        _first = (byte*)first;
        _second = (byte*)second;
        _third = (byte*)third;
        _strideBytes = strideBytes;
    }

    /// <summary>Rows of one matrix.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="first">The first element that is read.</param>
    /// <param name="stride">Elements between rows, of all matrices.</param>
    /// <returns>The rows.</returns>
    public static RowsAhead Of<T>(ref T first, int stride)
        where T : unmanaged => Of(ref first, ref Unsafe.NullRef<T>(), ref Unsafe.NullRef<T>(), stride);

    /// <summary>Rows of two matrices.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="first">The first element that is read.</param>
    /// <param name="second">The same of the second matrix.</param>
    /// <param name="stride">Elements between rows, of all matrices.</param>
    /// <returns>The rows.</returns>
    public static RowsAhead Of<T>(ref T first, ref T second, int stride)
        where T : unmanaged => Of(ref first, ref second, ref Unsafe.NullRef<T>(), stride);

    /// <summary>Rows of three matrices.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="first">The first element that is read.</param>
    /// <param name="second">The same of the second matrix.</param>
    /// <param name="third">The same of the third matrix.</param>
    /// <param name="stride">Elements between rows, of all matrices.</param>
    /// <returns>The rows.</returns>
    public static RowsAhead Of<T>(ref T first, ref T second, ref T third, int stride)
        where T : unmanaged => new(Unsafe.AsPointer(ref first), Unsafe.AsPointer(ref second), Unsafe.AsPointer(ref third), (nint)stride * sizeof(T));

    /// <summary>Whether there is anything to prefetch.</summary>
    internal bool IsAsked => _first != null;

    /// <summary>The same from another row and column on.</summary>
    internal RowsAhead Move<T>(nint row, nint column)
        where T : unmanaged
    {
        nint bytes = (row * _strideBytes) + (column * sizeof(T));
        return new RowsAhead(_first == null ? null : _first + bytes, _second == null ? null : _second + bytes, _third == null ? null : _third + bytes, _strideBytes);
    }

    /// <summary>Prefetches some rows and columns into the second-level cache. The addresses need not exist; elsewhere than on x86 this does nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch<T>(nint row, nint column, int rows, int columns)
        where T : unmanaged
    {
        if (!Sse.IsSupported || !IsAsked)
        {
            return;
        }

        nint start = (row * _strideBytes) + (column * sizeof(T));
        for (int i = 0; i < rows; i++, start += _strideBytes)
        {
            for (nint at = start; at < start + (columns * sizeof(T)); at += LineBytes)
            {
                Sse.Prefetch1(_first + at);
                if (_second != null)
                {
                    Sse.Prefetch1(_second + at);
                }

                if (_third != null)
                {
                    Sse.Prefetch1(_third + at);
                }
            }
        }
    }
}
