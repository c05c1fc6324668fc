using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

/// <summary>The last vector of a row whose length is not a multiple of the vector's. Called by generated code only.</summary>
/// <remarks>
/// Generated code passes constants for the counts: after inlining nothing is left but the stores needed, at most one for each
/// power of two in the count, or a constant mask. Masked store instructions are avoided because they are slow on AMD processors before Zen 4.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PartialVector
{
    /// <inheritdoc cref="Store(Vector256{float}, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, ref float destination, int count)
    {
        AssertCount(count, Vector128<float>.Count);
        if (count == Vector128<float>.Count)
        {
            value.StoreUnsafe(ref destination);
            return;
        }

        if (count == 1)
        {
            destination = value.ToScalar();
            return;
        }

        // Two lanes go out as one 64-bit store.
        Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref destination), value.AsDouble().ToScalar());
        if (count == 3)
        {
            Unsafe.Add(ref destination, 2) = value.GetElement(2);
        }
    }

    /// <summary>Writes the first <paramref name="count"/> lanes and touches nothing behind them.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="destination">Where the first lane goes.</param>
    /// <param name="count">The lanes to write, 1 to the vector's count.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref float destination, int count)
    {
        AssertCount(count, Vector256<float>.Count);
        if (count == Vector256<float>.Count)
        {
            value.StoreUnsafe(ref destination);
            return;
        }

        if (count < Vector128<float>.Count)
        {
            Store(value.GetLower(), ref destination, count);
            return;
        }

        value.GetLower().StoreUnsafe(ref destination);
        if (count > Vector128<float>.Count)
        {
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, Vector128<float>.Count), count - Vector128<float>.Count);
        }
    }

    /// <inheritdoc cref="Store(Vector256{float}, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float destination, int count)
    {
        AssertCount(count, Vector512<float>.Count);
        if (count == Vector512<float>.Count)
        {
            value.StoreUnsafe(ref destination);
            return;
        }

        if (count < Vector256<float>.Count)
        {
            Store(value.GetLower(), ref destination, count);
            return;
        }

        value.GetLower().StoreUnsafe(ref destination);
        if (count > Vector256<float>.Count)
        {
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, Vector256<float>.Count), count - Vector256<float>.Count);
        }
    }

    /// <inheritdoc cref="Store(Vector256{float}, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<double> value, ref double destination, int count)
    {
        AssertCount(count, Vector128<double>.Count);
        if (count == Vector128<double>.Count)
        {
            value.StoreUnsafe(ref destination);
            return;
        }

        destination = value.ToScalar();
    }

    /// <inheritdoc cref="Store(Vector256{float}, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> value, ref double destination, int count)
    {
        AssertCount(count, Vector256<double>.Count);
        if (count == Vector256<double>.Count)
        {
            value.StoreUnsafe(ref destination);
            return;
        }

        if (count < Vector128<double>.Count)
        {
            Store(value.GetLower(), ref destination, count);
            return;
        }

        value.GetLower().StoreUnsafe(ref destination);
        if (count > Vector128<double>.Count)
        {
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, Vector128<double>.Count), count - Vector128<double>.Count);
        }
    }

    /// <inheritdoc cref="Store(Vector256{float}, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> value, ref double destination, int count)
    {
        AssertCount(count, Vector512<double>.Count);
        if (count == Vector512<double>.Count)
        {
            value.StoreUnsafe(ref destination);
            return;
        }

        if (count < Vector256<double>.Count)
        {
            Store(value.GetLower(), ref destination, count);
            return;
        }

        value.GetLower().StoreUnsafe(ref destination);
        if (count > Vector256<double>.Count)
        {
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, Vector256<double>.Count), count - Vector256<double>.Count);
        }
    }

    /// <summary>All bits set in the first <paramref name="count"/> lanes of a <see cref="Vector128{T}"/> of <see cref="float"/>, none in the others.</summary>
    /// <param name="count">The lanes to set, 0 to the vector's count.</param>
    /// <returns>The mask; a constant where <paramref name="count"/> is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Mask128Single(int count) =>
        Vector128.LessThan(Vector128<int>.Indices, Vector128.Create((int)count)).AsSingle();

    /// <summary>All bits set in the first <paramref name="count"/> lanes of a <see cref="Vector256{T}"/> of <see cref="float"/>, none in the others.</summary>
    /// <param name="count">The lanes to set, 0 to the vector's count.</param>
    /// <returns>The mask; a constant where <paramref name="count"/> is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Mask256Single(int count) =>
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)count)).AsSingle();

    /// <summary>All bits set in the first <paramref name="count"/> lanes of a <see cref="Vector512{T}"/> of <see cref="float"/>, none in the others.</summary>
    /// <param name="count">The lanes to set, 0 to the vector's count.</param>
    /// <returns>The mask; a constant where <paramref name="count"/> is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Mask512Single(int count) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create((int)count)).AsSingle();

    /// <summary>All bits set in the first <paramref name="count"/> lanes of a <see cref="Vector128{T}"/> of <see cref="double"/>, none in the others.</summary>
    /// <param name="count">The lanes to set, 0 to the vector's count.</param>
    /// <returns>The mask; a constant where <paramref name="count"/> is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Mask128Double(int count) =>
        Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)count)).AsDouble();

    /// <summary>All bits set in the first <paramref name="count"/> lanes of a <see cref="Vector256{T}"/> of <see cref="double"/>, none in the others.</summary>
    /// <param name="count">The lanes to set, 0 to the vector's count.</param>
    /// <returns>The mask; a constant where <paramref name="count"/> is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Mask256Double(int count) =>
        Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).AsDouble();

    /// <summary>All bits set in the first <paramref name="count"/> lanes of a <see cref="Vector512{T}"/> of <see cref="double"/>, none in the others.</summary>
    /// <param name="count">The lanes to set, 0 to the vector's count.</param>
    /// <returns>The mask; a constant where <paramref name="count"/> is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Mask512Double(int count) =>
        Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).AsDouble();

    [Conditional("DEBUG")]
    private static void AssertCount(int count, int lanes) =>
        Debug.Assert(count >= 1 && count <= lanes, $"Expected 1 to {lanes} lanes, received {count}.");
}
