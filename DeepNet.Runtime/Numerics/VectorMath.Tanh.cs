using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.Numerics;

public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent, <c>(e^x - e^-x) / (e^x + e^-x)</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    /// <remarks>
    /// Within 2 units in the last place for <see cref="float"/> and 4 for <see cref="double"/>, over the whole range; exactly odd, never beyond 1 in magnitude,
    /// and <c>x</c> itself near 0. NaN gives NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => TanhSingle<Vector128<float>, SingleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tanh(double x) => TanhDouble<Vector128<double>, DoubleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => TanhSingle<Vector128<float>, SingleLanes128>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => TanhSingle<Vector256<float>, SingleLanes256>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => TanhSingle<Vector512<float>, SingleLanes512>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Tanh(Vector128<double> x) => TanhDouble<Vector128<double>, DoubleLanes128>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tanh(Vector256<double> x) => TanhDouble<Vector256<double>, DoubleLanes256>(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x) => TanhDouble<Vector512<double>, DoubleLanes512>(x);

    // tanh(a) = m / (m + 1) with m = expm1(2a) / 2, for a = |x|; a quotient of positive numbers has no cancellation, and the sign comes back as a bit.
    // Where 1 + m rounds away most of m, m - m y is the more exact form of the quotient y.
    // Beyond the bound the result is 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector TanhSingle<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector a = L.AndNot(x, L.Create(-0f));
        TVector sign = L.Xor(x, a);
        a = L.AtMost(L.Create(10f), a);
        TVector p = HalvedExpm1Single<TVector, L>(a, RoundSingle + 127, 0.5f);
        TVector y = L.Divide(p, L.Add(p, L.Create(1f)));
        y = L.Select(L.LessThan(p, L.Create(0.5f)), L.MultiplyAddNegated(p, y, p), y);
        return L.Or(y, sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector TanhDouble<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        TVector a = L.AndNot(x, L.Create(-0.0));
        TVector sign = L.Xor(x, a);
        a = L.AtMost(L.Create(20d), a);
        TVector p = HalvedExpm1Double<TVector, L>(a, RoundDouble + 1023, 0.5d);
        TVector y = L.Divide(p, L.Add(p, L.Create(1d)));
        y = L.Select(L.LessThan(p, L.Create(0.5)), L.MultiplyAddNegated(p, y, p), y);
        return L.Or(y, sign);
    }
}
