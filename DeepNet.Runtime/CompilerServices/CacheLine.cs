using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DeepNet.CompilerServices;

/// <summary>Prefetches memory.</summary>
internal static class CacheLine
{
    /// <summary>Its size on the processors of today.</summary>
    public const int Bytes = 64;

    /// <summary>Brings the line of an address into the first-level cache. The address need not exist; elsewhere than on x86 this does nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref T address)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref address));
        }
    }
}
