using System.Runtime.CompilerServices;

namespace DeepNet.CompilerServices;

/// <summary>A reference that may be null: what a product's sums begin with.</summary>
internal static class OptionalReference
{
    /// <summary>The reference moved by some elements, unless it is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Move<T>(ref T start, nint elements) => ref Unsafe.IsNullRef(ref start) ? ref start : ref Unsafe.Add(ref start, elements);
}
