using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>Sums of many blocks: what an addition loses is kept and added by the next one (Kahan 1965). Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CompensatedSum
{
    /// <summary>Adds to the sums at <paramref name="i"/>.</summary>
    /// <param name="sums">The first of the sums.</param>
    /// <param name="lost">The first of what they have lost.</param>
    /// <param name="i">The elements after the first.</param>
    /// <param name="addend">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(ref T sums, ref T lost, nuint i, Vector256<T> addend)
        where T : unmanaged
    {
        Vector256<T> before = Vector256.LoadUnsafe(ref sums, i);
        addend -= Vector256.LoadUnsafe(ref lost, i);
        Vector256<T> after = before + addend;
        after.StoreUnsafe(ref sums, i);
        (after - before - addend).StoreUnsafe(ref lost, i);
    }

    /// <inheritdoc cref="Add{T}(ref T, ref T, nuint, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(ref T sums, ref T lost, nuint i, Vector128<T> addend)
        where T : unmanaged
    {
        Vector128<T> before = Vector128.LoadUnsafe(ref sums, i);
        addend -= Vector128.LoadUnsafe(ref lost, i);
        Vector128<T> after = before + addend;
        after.StoreUnsafe(ref sums, i);
        (after - before - addend).StoreUnsafe(ref lost, i);
    }

    /// <inheritdoc cref="Add{T}(ref T, ref T, nuint, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(ref T sums, ref T lost, nuint i, T addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T before = Unsafe.Add(ref sums, i);
        addend -= Unsafe.Add(ref lost, i);
        T after = before + addend;
        Unsafe.Add(ref sums, i) = after;
        Unsafe.Add(ref lost, i) = after - before - addend;
    }

    /// <summary>Adds to the sums at <paramref name="i"/>, with vectors of any width.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="L">Its arithmetic.</typeparam>
    /// <param name="sums">The first of the sums.</param>
    /// <param name="lost">The first of what they have lost.</param>
    /// <param name="i">The elements after the first.</param>
    /// <param name="addend">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T, TVector, L>(ref T sums, ref T lost, nuint i, TVector addend)
        where T : unmanaged
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        TVector before = L.Load(ref Unsafe.Add(ref sums, i));
        addend = L.Subtract(addend, L.Load(ref Unsafe.Add(ref lost, i)));
        TVector after = L.Add(before, addend);
        L.Store(after, ref Unsafe.Add(ref sums, i));
        L.Store(L.Subtract(L.Subtract(after, before), addend), ref Unsafe.Add(ref lost, i));
    }
}
