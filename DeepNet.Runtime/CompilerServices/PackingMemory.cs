using System.Runtime.CompilerServices;

namespace DeepNet.CompilerServices;

/// <summary>A thread's memory for packed panels. It grows to the largest product that the thread computes and is then kept, so a step of training allocates nothing.</summary>
/// <typeparam name="T">The element.</typeparam>
internal static class PackingMemory<T>
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

        return ref Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_block!), _offset);
    }
}
