using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.Numerics;

public static partial class VectorMath
{
    /// <summary><c>e^x - 1</c>, which keeps its digits near 0.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    /// <remarks>
    /// Within 2 units in the last place for <see cref="float"/> and 4 for <see cref="double"/>, over the whole range; <c>x</c> itself near 0.
    /// Overflow gives infinity, NaN gives NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x) => Expm1Single<Vector128<float>, SingleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Expm1(double x) => Expm1Double<Vector128<double>, DoubleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x) => Expm1Single<Vector128<float>, SingleLanes128>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x) => Expm1Single<Vector256<float>, SingleLanes256>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x) => Expm1Single<Vector512<float>, SingleLanes512>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Expm1(Vector128<double> x) => Expm1Double<Vector128<double>, DoubleLanes128>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Expm1(Vector256<double> x) => Expm1Double<Vector256<double>, DoubleLanes256>(x);

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expm1(Vector512<double> x) => Expm1Double<Vector512<double>, DoubleLanes512>(x);

    // Scaled by 2^(n - 1) instead of 2^n: the largest results are finite where 2^n is not. Below the lower bound the result rounds to -1. A tiny x, half of which might lose a bit, is the result itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Expm1Single<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector a = L.Multiply(L.AtMost(L.Create(89f), L.AtLeast(L.Create(-20f), x)), L.Create(0.5f));
        TVector y = L.Multiply(HalvedExpm1Single<TVector, L>(a, RoundSingle + 126, 0.25f), L.Create(4f));
        return L.Select(L.LessThan(L.AndNot(x, L.Create(-0f)), L.Create(1e-20f)), x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Expm1Double<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        TVector a = L.Multiply(L.AtMost(L.Create(710d), L.AtLeast(L.Create(-40d), x)), L.Create(0.5d));
        TVector y = L.Multiply(HalvedExpm1Double<TVector, L>(a, RoundDouble + 1022, 0.25d), L.Create(4d));
        return L.Select(L.LessThan(L.AndNot(x, L.Create(-0.0)), L.Create(1e-40d)), x, y);
    }

    // m = expm1(2a) / 2 = 2^n (m(r) + 1/2) - 1/2 with n = round(2a / ln2), r = a - n ln2 / 2. Near 0, n is 0 and m is m(r) with all its bits.
    // Reduction as in ExpSingle. Polynomial m(r) = r + r^2 p(r): fit.py, tanh_single and tanh_double. bias makes 2^n of n's low bits; with one less and half of half,
    // the result is m / 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector HalvedExpm1Single<TVector, L>(TVector a, float bias, float half)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector shifted = L.MultiplyAdd(a, L.Create(2.88539004f), L.Create(bias));
        TVector n = L.Subtract(shifted, L.Create(bias));
        TVector r = L.MultiplyAdd(n, L.Create(-0.346679688f), a);
        r = L.MultiplyAdd(n, L.Create(0.000106097221f), r);
        TVector p = L.Create(0.0444240682f);
        p = L.MultiplyAdd(p, r, L.Create(0.133864328f));
        p = L.MultiplyAdd(p, r, L.Create(0.333337605f));
        p = L.MultiplyAdd(p, r, L.Create(0.666661739f));
        p = L.MultiplyAdd(p, r, L.Create(0.99999994f));
        p = L.MultiplyAdd(L.Multiply(r, r), p, r);
        TVector scale = L.ShiftLeftBits(shifted, 23);
        return L.MultiplyAdd(p, scale, L.MultiplyAdd(scale, L.Create(0.5f), L.Create(-half)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector HalvedExpm1Double<TVector, L>(TVector a, double bias, double half)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        TVector shifted = L.MultiplyAdd(a, L.Create(2.8853900817779268), L.Create(bias));
        TVector n = L.Subtract(shifted, L.Create(bias));
        TVector r = L.MultiplyAdd(n, L.Create(-0.34657359024276957), a);
        r = L.MultiplyAdd(n, L.Create(-3.7203085550061984E-11), r);
        TVector p = L.Create(2.565506772295639E-05);
        p = L.MultiplyAdd(p, r, L.Create(0.00014144531363462456));
        p = L.MultiplyAdd(p, r, L.Create(0.0007054696329213061));
        p = L.MultiplyAdd(p, r, L.Create(0.0031745926750703316));
        p = L.MultiplyAdd(p, r, L.Create(0.012698412620169361));
        p = L.MultiplyAdd(p, r, L.Create(0.04444444458100702));
        p = L.MultiplyAdd(p, r, L.Create(0.13333333333423278));
        p = L.MultiplyAdd(p, r, L.Create(0.33333333333261406));
        p = L.MultiplyAdd(p, r, L.Create(0.6666666666666635));
        p = L.MultiplyAdd(p, r, L.Create(1.000000000000001));
        p = L.MultiplyAdd(L.Multiply(r, r), p, r);
        TVector scale = L.ShiftLeftBits(shifted, 52);
        return L.MultiplyAdd(p, scale, L.MultiplyAdd(scale, L.Create(0.5d), L.Create(-half)));
    }
}
