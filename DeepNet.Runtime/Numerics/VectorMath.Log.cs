using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.Numerics;

public static partial class VectorMath
{
    /// <summary>The natural logarithm, <c>ln x</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    /// <remarks>
    /// Within 2 units in the last place for <see cref="float"/> and 4 for <see cref="double"/>, subnormal arguments included. <c>Log(0)</c> is negative infinity; a negative argument and NaN give NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => LogSingle<Vector128<float>, SingleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x) => LogDouble<Vector128<double>, DoubleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) => LogSingle<Vector128<float>, SingleLanes128>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) => LogSingle<Vector256<float>, SingleLanes256>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => LogSingle<Vector512<float>, SingleLanes512>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log(Vector128<double> x) => LogDouble<Vector128<double>, DoubleLanes128>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x) => LogDouble<Vector256<double>, DoubleLanes256>(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x) => LogDouble<Vector512<double>, DoubleLanes512>(x);

    // x = 2^n m with sqrt(1/2) <= m < sqrt(2): adding bits(1) - bits(sqrt(1/2)) carries into the exponent exactly when m would be too large.
    // An exponent field or-ed into 2^23 (2^52 for double) is a float of that value. Subnormal x is scaled up first.
    // Then the special values: infinity and NaN are their own logarithm, 0 gives -infinity, and all bits set is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogSingle<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector zero = L.Create(0f);
        TVector subnormal = L.LessThan(x, L.Create(1.17549435E-38f));
        TVector scaled = L.Select(subnormal, L.Multiply(x, L.Create(33554432f)), x);
        TVector biased = L.AddBits(scaled, L.Create(BitConverter.Int32BitsToSingle(0x3F800000 - 0x3F3504F3)));
        TVector n = L.Or(L.ShiftRightBits(biased, 23), L.Create(8388608f));
        n = L.Subtract(L.Subtract(n, L.Create(8388735f)), L.And(subnormal, L.Create(25f)));
        TVector m = L.AddBits(L.And(biased, L.Create(BitConverter.Int32BitsToSingle(0x007FFFFF))), L.Create(BitConverter.Int32BitsToSingle(0x3F3504F3)));
        TVector y = LogReducedSingle<TVector, L>(n, L.Subtract(m, L.Create(1f)));

        y = L.Select(L.LessThan(x, L.Create(float.PositiveInfinity)), y, x);
        y = L.Select(L.Equal(x, zero), L.Create(float.NegativeInfinity), y);
        return L.Or(y, L.LessThan(x, zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogDouble<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        TVector zero = L.Create(0d);
        TVector subnormal = L.LessThan(x, L.Create(2.2250738585072014E-308));
        TVector scaled = L.Select(subnormal, L.Multiply(x, L.Create(18014398509481984d)), x);
        TVector biased = L.AddBits(scaled, L.Create(BitConverter.Int64BitsToDouble(0x3FF0000000000000 - 0x3FE6A09E667F3BCD)));
        TVector n = L.Or(L.ShiftRightBits(biased, 52), L.Create(4503599627370496d));
        n = L.Subtract(L.Subtract(n, L.Create(4503599627371519d)), L.And(subnormal, L.Create(54d)));
        TVector m = L.AddBits(L.And(biased, L.Create(BitConverter.Int64BitsToDouble(0x000FFFFFFFFFFFFF))), L.Create(BitConverter.Int64BitsToDouble(0x3FE6A09E667F3BCD)));
        TVector y = LogReducedDouble<TVector, L>(n, L.Subtract(m, L.Create(1d)));

        y = L.Select(L.LessThan(x, L.Create(double.PositiveInfinity)), y, x);
        y = L.Select(L.Equal(x, zero), L.Create(double.NegativeInfinity), y);
        return L.Or(y, L.LessThan(x, zero));
    }

    // n ln2 + log(1 + f) for sqrt(1/2) <= 1 + f < sqrt(2), log(1 + f) = f - f^2 / 2 + f^3 p(f), smallest terms first.
    // ln2 is split as in ExpSingle. Polynomial: fit.py, log_single.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogReducedSingle<TVector, L>(TVector n, TVector f)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector p = L.Create(-0.0763438046f);
        p = L.MultiplyAdd(p, f, L.Create(0.127616286f));
        p = L.MultiplyAdd(p, f, L.Create(-0.131602466f));
        p = L.MultiplyAdd(p, f, L.Create(0.142017558f));
        p = L.MultiplyAdd(p, f, L.Create(-0.16623351f));
        p = L.MultiplyAdd(p, f, L.Create(0.200012267f));
        p = L.MultiplyAdd(p, f, L.Create(-0.250008225f));
        p = L.MultiplyAdd(p, f, L.Create(0.333333313f));
        TVector square = L.Multiply(f, f);
        TVector y = L.MultiplyAdd(L.Multiply(f, square), p, L.Multiply(n, L.Create(-0.000212194442f)));
        y = L.MultiplyAdd(square, L.Create(-0.5f), y);
        return L.MultiplyAdd(n, L.Create(0.693359375f), L.Add(f, y));
    }

    // As LogReducedSingle, with log(1 + f) = 2 atanh(s), s = f / (2 + f): a polynomial in f alone would need twice the degree.
    // 2 atanh(s) = f - f^2 / 2 + s (f^2 / 2 + s^2 p(s^2)) keeps the rounding of s out of the leading terms. Polynomial: fit.py, log_double.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogReducedDouble<TVector, L>(TVector n, TVector f)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        TVector s = L.Divide(f, L.Add(f, L.Create(2d)));
        TVector z = L.Multiply(s, s);
        TVector p = L.Create(0.14795630524880854);
        p = L.MultiplyAdd(p, z, L.Create(0.15314084161016844));
        p = L.MultiplyAdd(p, z, L.Create(0.1818356294379819));
        p = L.MultiplyAdd(p, z, L.Create(0.22222198601126483));
        p = L.MultiplyAdd(p, z, L.Create(0.28571428742102284));
        p = L.MultiplyAdd(p, z, L.Create(0.3999999999941602));
        p = L.MultiplyAdd(p, z, L.Create(0.6666666666666734));
        TVector halfSquare = L.Multiply(L.Multiply(f, f), L.Create(0.5));
        TVector y = L.MultiplyAdd(s, L.MultiplyAdd(z, p, halfSquare), L.Multiply(n, L.Create(7.440617110012397E-11)));
        y = L.Add(f, L.Subtract(y, halfSquare));
        return L.MultiplyAdd(n, L.Create(0.6931471804855391), y);
    }
}
