using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.Numerics;

public static partial class VectorMath
{
    /// <summary>The natural logarithm of one more than the argument, <c>ln(1 + x)</c>, exact for small <c>x</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    /// <remarks>
    /// Within 2 units in the last place for <see cref="float"/>, relative error below 1e-14 for <see cref="double"/>, over the whole range, and <c>x</c> itself near 0.
    /// <c>Log1p(-1)</c> is negative infinity; an argument below -1 and NaN give NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log1p(float x) => Log1pSingle<Vector128<float>, SingleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log1p(double x) => Log1pDouble<Vector128<double>, DoubleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log1p(Vector128<float> x) => Log1pSingle<Vector128<float>, SingleLanes128>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x) => Log1pSingle<Vector256<float>, SingleLanes256>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x) => Log1pSingle<Vector512<float>, SingleLanes512>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log1p(Vector128<double> x) => Log1pDouble<Vector128<double>, DoubleLanes128>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log1p(Vector256<double> x) => Log1pDouble<Vector256<double>, DoubleLanes256>(x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x) => Log1pDouble<Vector512<double>, DoubleLanes512>(x);

    // log(u) for u = 1 + x = 2^n m as in LogSingle; what rounding u lost of x is scaled by 2^-n and added to m - 1. For n = 0 this restores f = x exactly.
    // 2^-n is not representable for the largest n, where nothing is lost: the bound at 0 avoids 0 * infinity.
    // The result has the sign of x, so or-ing the sign bit in changes only log1p(-0).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Log1pSingle<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector one = L.Create(1f);
        TVector u = L.Add(x, one);
        TVector lost = L.Subtract(x, L.Subtract(u, one));
        TVector biased = L.AddBits(u, L.Create(BitConverter.Int32BitsToSingle(0x3F800000 - 0x3F3504F3)));
        TVector exponent = L.ShiftRightBits(biased, 23);
        TVector n = L.Subtract(L.Or(exponent, L.Create(8388608f)), L.Create(8388735f));
        TVector m = L.AddBits(L.And(biased, L.Create(BitConverter.Int32BitsToSingle(0x007FFFFF))), L.Create(BitConverter.Int32BitsToSingle(0x3F3504F3)));
        TVector inverse = L.SubtractBits(L.Create(BitConverter.Int32BitsToSingle(254 << 23)), L.ShiftLeftBits(exponent, 23));
        inverse = L.MaxBits(inverse, L.Create(0f));
        TVector f = L.MultiplyAdd(lost, inverse, L.Subtract(m, one));
        TVector y = LogReducedSingle<TVector, L>(n, f);

        TVector minusOne = L.Create(-1f);
        y = L.Select(L.LessThan(x, L.Create(float.PositiveInfinity)), y, x);
        y = L.Select(L.Equal(x, minusOne), L.Create(float.NegativeInfinity), y);
        y = L.Or(y, L.LessThan(x, minusOne));
        return L.Or(y, L.And(x, L.Create(-0f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Log1pDouble<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        TVector one = L.Create(1d);
        TVector u = L.Add(x, one);
        TVector lost = L.Subtract(x, L.Subtract(u, one));
        TVector biased = L.AddBits(u, L.Create(BitConverter.Int64BitsToDouble(0x3FF0000000000000 - 0x3FE6A09E667F3BCD)));
        TVector exponent = L.ShiftRightBits(biased, 52);
        TVector n = L.Subtract(L.Or(exponent, L.Create(4503599627370496d)), L.Create(4503599627371519d));
        TVector m = L.AddBits(L.And(biased, L.Create(BitConverter.Int64BitsToDouble(0x000FFFFFFFFFFFFF))), L.Create(BitConverter.Int64BitsToDouble(0x3FE6A09E667F3BCD)));
        TVector inverse = L.SubtractBits(L.Create(BitConverter.Int64BitsToDouble(2046L << 52)), L.ShiftLeftBits(exponent, 52));
        inverse = L.MaxBits(inverse, L.Create(0d));
        TVector f = L.MultiplyAdd(lost, inverse, L.Subtract(m, one));
        TVector y = LogReducedDouble<TVector, L>(n, f);

        TVector minusOne = L.Create(-1d);
        y = L.Select(L.LessThan(x, L.Create(double.PositiveInfinity)), y, x);
        y = L.Select(L.Equal(x, minusOne), L.Create(double.NegativeInfinity), y);
        y = L.Or(y, L.LessThan(x, minusOne));
        return L.Or(y, L.And(x, L.Create(-0.0)));
    }
}
