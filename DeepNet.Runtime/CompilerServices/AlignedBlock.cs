using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepNet.CompilerServices;

/// <summary>Allocates the block of memory that holds a generated network. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AlignedBlock
{
    /// <summary>The alignment of the first usable element and the padding after the last one, in bytes: a cache line and an AVX-512 register.</summary>
    public const int Alignment = 64;

    /// <summary>Allocates a zeroed array that the garbage collector never moves.</summary>
    /// <typeparam name="T">The element: 1, 2, 4 or 8 bytes.</typeparam>
    /// <param name="length">The usable elements.</param>
    /// <param name="offset">The index of the first usable element; its address is a multiple of <see cref="Alignment"/>.</param>
    /// <returns>An array with <paramref name="length"/> elements from <paramref name="offset"/> on and 64 readable bytes after them.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative or more than an array can hold.</exception>
    /// <exception cref="NotSupportedException">An element has another size.</exception>
    /// <exception cref="InvalidOperationException">The environment asks for a number of threads that there cannot be.</exception>
    public static unsafe T[] Allocate<T>(int length, out int offset)
        where T : unmanaged
    {
        if (sizeof(T) is not (1 or 2 or 4 or 8))
        {
            // A larger element can start off its own size, and then no index is aligned.
            throw new NotSupportedException($"{typeof(T)} has {sizeof(T)} bytes; an aligned block holds elements of 1, 2, 4 or 8 bytes.");
        }

        // A wrong DEEPNET_THREADS is said when a network is made, not in the middle of its first large step.
        _ = WorkerTeam.Threads;

        // One line before the usable elements to reach the alignment, one after them because vector loads may read past a row's end.
        int line = Alignment / sizeof(T);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength - (2 * line));

        T[] block = GC.AllocateArray<T>(length + (2 * line), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(block));
        offset = (int)((0 - address) & (Alignment - 1)) / sizeof(T);
        return block;
    }
}
