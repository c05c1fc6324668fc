using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.Numerics;

public static partial class VectorMath
{
    private const float DownSingle = 1f / (1L << 32);
    private const double DownDouble = 1d / (1L << 62);

    /// <summary>The logistic function, <c>1 / (1 + e^-x)</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    /// <remarks>
    /// Within 2 units in the last place for <see cref="float"/> and 4 for <see cref="double"/>, over the whole range: for very negative <c>x</c> it follows <c>e^x</c>
    /// down to subnormal values. NaN gives NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => SigmoidSingle<Vector128<float>, SingleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sigmoid(double x) => SigmoidDouble<Vector128<double>, DoubleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => SigmoidSingle<Vector128<float>, SingleLanes128>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => SigmoidSingle<Vector256<float>, SingleLanes256>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => SigmoidSingle<Vector512<float>, SingleLanes512>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sigmoid(Vector128<double> x) => SigmoidDouble<Vector128<double>, DoubleLanes128>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sigmoid(Vector256<double> x) => SigmoidDouble<Vector256<double>, DoubleLanes256>(x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x) => SigmoidDouble<Vector512<double>, DoubleLanes512>(x);

    // e / (1 + e) with e = e^x, and not 1 / (1 + e^-x): the result then follows e^x down to subnormal values.
    // The upper bound keeps e finite, the quotient is 1 there already. It also leaves room above the exponent of 2^n: the polynomial is scaled
    // down by 2^32 (2^62 for double) and 2^n up, so that one factor reaches subnormal e, where ExpSingle needs two.
    // Reduction as there, but to |r| <= ln2 / 2, because the quotient magnifies the error of e. Where 1 + e rounds away most of e, e - e y is the more exact form. Polynomial: fit.py, sigmoid_single and sigmoid_double.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SigmoidSingle<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        x = L.AtMost(L.Create(20f), L.AtLeast(L.Create(-104f), x));
        TVector shifted = L.MultiplyAdd(x, L.Create(1.44269504f), L.Create(RoundSingle + 127 + 32));
        TVector n = L.Subtract(shifted, L.Create(RoundSingle + 127 + 32));
        TVector r = L.MultiplyAdd(n, L.Create(-0.693359375f), x);
        r = L.MultiplyAdd(n, L.Create(0.000212194442f), r);
        TVector p = L.Create(0.00138145988f * DownSingle);
        p = L.MultiplyAdd(p, r, L.Create(0.00836871658f * DownSingle));
        p = L.MultiplyAdd(p, r, L.Create(0.041668389f * DownSingle));
        p = L.MultiplyAdd(p, r, L.Create(0.166665211f * DownSingle));
        p = L.MultiplyAdd(p, r, L.Create(0.49999994f * DownSingle));
        p = L.MultiplyAdd(p, r, L.Create(DownSingle));
        p = L.MultiplyAdd(p, r, L.Create(DownSingle));
        TVector e = L.Multiply(p, L.ShiftLeftBits(shifted, 23));
        TVector y = L.Divide(e, L.Add(e, L.Create(1f)));
        return L.Select(L.LessThan(e, L.Create(0.5f)), L.MultiplyAddNegated(e, y, e), y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SigmoidDouble<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        x = L.AtMost(L.Create(40d), L.AtLeast(L.Create(-746d), x));
        TVector shifted = L.MultiplyAdd(x, L.Create(1.4426950408889634), L.Create(RoundDouble + 1023 + 62));
        TVector n = L.Subtract(shifted, L.Create(RoundDouble + 1023 + 62));
        TVector r = L.MultiplyAdd(n, L.Create(-0.6931471804855391), x);
        r = L.MultiplyAdd(n, L.Create(-7.440617110012397E-11), r);
        TVector p = L.Create(2.5000058029938036E-08 * DownDouble);
        p = L.MultiplyAdd(p, r, L.Create(2.7630248390133894E-07 * DownDouble));
        p = L.MultiplyAdd(p, r, L.Create(2.7557586384338787E-06 * DownDouble));
        p = L.MultiplyAdd(p, r, L.Create(2.4801493098850074E-05 * DownDouble));
        p = L.MultiplyAdd(p, r, L.Create(0.000198412695065681 * DownDouble));
        p = L.MultiplyAdd(p, r, L.Create(0.0013888888943630203 * DownDouble));
        p = L.MultiplyAdd(p, r, L.Create(0.008333333333494466 * DownDouble));
        p = L.MultiplyAdd(p, r, L.Create(0.041666666666530155 * DownDouble));
        p = L.MultiplyAdd(p, r, L.Create(0.16666666666666413 * DownDouble));
        p = L.MultiplyAdd(p, r, L.Create(0.5000000000000011 * DownDouble));
        p = L.MultiplyAdd(p, r, L.Create(DownDouble));
        p = L.MultiplyAdd(p, r, L.Create(DownDouble));
        TVector e = L.Multiply(p, L.ShiftLeftBits(shifted, 52));
        TVector y = L.Divide(e, L.Add(e, L.Create(1d)));
        return L.Select(L.LessThan(e, L.Create(0.5)), L.MultiplyAddNegated(e, y, e), y);
    }
}
