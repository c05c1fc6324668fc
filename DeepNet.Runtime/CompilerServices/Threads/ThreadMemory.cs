using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepNet.CompilerServices;

/// <summary>Memory of a thread for one use. It grows to the most that the thread needs and is then kept, so a step of training allocates nothing.</summary>
/// <typeparam name="T">The element.</typeparam>
/// <typeparam name="TUse">What it is for: memory in use at the same time must not be the same.</typeparam>
internal static class ThreadMemory<T, TUse>
    where T : unmanaged
{
    [ThreadStatic]
    private static T[]? _block;

    [ThreadStatic]
    private static int _offset;

    [ThreadStatic]
    private static int _length;

    /// <summary>The first of <paramref name="length"/> elements, aligned to a cache line. Their values are those of the last use.</summary>
    public static ref T Take(int length)
    {
        if (_length < length)
        {
            _block = AlignedBlock.Allocate<T>(length, out _offset);
            _length = length;
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_block!), _offset);
    }
}
