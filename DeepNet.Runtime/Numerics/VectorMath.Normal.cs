using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.Numerics;

public static partial class VectorMath
{
    /// <summary>The distribution function of the normal distribution, <c>Φ(x) = (1 + erf(x / √2)) / 2 = erfc(-x / √2) / 2</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    /// <remarks>
    /// Within 5 units in the last place for <see cref="float"/>, relative error below 1e-14 for <see cref="double"/>, over the whole range: for very negative <c>x</c> it follows
    /// <c>e^(-x²/2) / |x|</c> down to subnormal values. NaN gives NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NormalCdf(float x) => NormalCdfSingle<Vector128<float>, SingleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="NormalCdf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NormalCdf(double x) => NormalCdfDouble<Vector128<double>, DoubleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="NormalCdf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> NormalCdf(Vector128<float> x) => NormalCdfSingle<Vector128<float>, SingleLanes128>(x);

    /// <inheritdoc cref="NormalCdf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> NormalCdf(Vector256<float> x) => NormalCdfSingle<Vector256<float>, SingleLanes256>(x);

    /// <inheritdoc cref="NormalCdf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> NormalCdf(Vector512<float> x) => NormalCdfSingle<Vector512<float>, SingleLanes512>(x);

    /// <inheritdoc cref="NormalCdf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> NormalCdf(Vector128<double> x) => NormalCdfDouble<Vector128<double>, DoubleLanes128>(x);

    /// <inheritdoc cref="NormalCdf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> NormalCdf(Vector256<double> x) => NormalCdfDouble<Vector256<double>, DoubleLanes256>(x);

    /// <inheritdoc cref="NormalCdf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> NormalCdf(Vector512<double> x) => NormalCdfDouble<Vector512<double>, DoubleLanes512>(x);

    /// <summary>The density of the normal distribution, <c>φ(x) = e^(-x²/2) / √(2π)</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    /// <remarks>
    /// Within 3 units in the last place for <see cref="float"/> and 4 for <see cref="double"/>, over the whole range. NaN gives NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NormalDensity(float x) => NormalDensitySingle<Vector128<float>, SingleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="NormalDensity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NormalDensity(double x) => NormalDensityDouble<Vector128<double>, DoubleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="NormalDensity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> NormalDensity(Vector128<float> x) => NormalDensitySingle<Vector128<float>, SingleLanes128>(x);

    /// <inheritdoc cref="NormalDensity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> NormalDensity(Vector256<float> x) => NormalDensitySingle<Vector256<float>, SingleLanes256>(x);

    /// <inheritdoc cref="NormalDensity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> NormalDensity(Vector512<float> x) => NormalDensitySingle<Vector512<float>, SingleLanes512>(x);

    /// <inheritdoc cref="NormalDensity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> NormalDensity(Vector128<double> x) => NormalDensityDouble<Vector128<double>, DoubleLanes128>(x);

    /// <inheritdoc cref="NormalDensity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> NormalDensity(Vector256<double> x) => NormalDensityDouble<Vector256<double>, DoubleLanes256>(x);

    /// <inheritdoc cref="NormalDensity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> NormalDensity(Vector512<double> x) => NormalDensityDouble<Vector512<double>, DoubleLanes512>(x);

    // Φ(-a) = e^(-a²/2) p(a) / q(a) for a = |x|: what is left of the tail without its exponential falls slowly and has positive coefficients, so nothing cancels. Rational
    // fit: fit.py, normal_single and normal_double. Beyond the bound the exponential is 0.
    // The exponential magnifies an error of its argument by the argument's size, so a² is exact: a is cut into a high part, whose square is, and the rest, which
    // joins behind the reduction of ExpSingle.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NormalCdfSingle<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector a = L.AtMost(L.Create(14.6f), L.AndNot(x, L.Create(-0f)));
        TVector p = L.Create(0.00411638152f);
        p = L.MultiplyAdd(p, a, L.Create(0.0406336896f));
        p = L.MultiplyAdd(p, a, L.Create(0.183236465f));
        p = L.MultiplyAdd(p, a, L.Create(0.438296676f));
        p = L.MultiplyAdd(p, a, L.Create(0.5f));
        TVector q = L.Create(0.0103181181f);
        q = L.MultiplyAdd(q, a, L.Create(0.101860002f));
        q = L.MultiplyAdd(q, a, L.Create(0.469474167f));
        q = L.MultiplyAdd(q, a, L.Create(1.20250857f));
        q = L.MultiplyAdd(q, a, L.Create(1.67447841f));
        q = L.MultiplyAdd(q, a, L.Create(1f));
        TVector tail = L.Divide(L.Multiply(GaussianSingle<TVector, L>(a), p), q);
        return L.Select(L.LessThan(x, L.Create(0f)), tail, L.Subtract(L.Create(1f), tail));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NormalDensitySingle<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, float> =>
        L.Multiply(GaussianSingle<TVector, L>(L.AtMost(L.Create(14.6f), L.AndNot(x, L.Create(-0f)))), L.Create(0.398942280f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector GaussianSingle<TVector, L>(TVector a)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector high = L.And(a, L.Create(BitConverter.Int32BitsToSingle(unchecked((int)0xFFFFF000))));
        TVector square = L.Multiply(L.Multiply(high, high), L.Create(-0.5f));
        TVector rest = L.Multiply(L.Multiply(L.Subtract(a, high), L.Add(a, high)), L.Create(0.5f));
        TVector shifted = L.MultiplyAdd(L.Subtract(square, rest), L.Create(0.721347511f), L.Create(RoundSingle + 127));
        TVector count = L.Subtract(shifted, L.Create(RoundSingle + 127));
        TVector r = L.MultiplyAdd(count, L.Create(-1.38671875f), square);
        r = L.Subtract(L.MultiplyAdd(count, L.Create(0.000424388883f), r), rest);
        return ExpReducedSingle<TVector, L>(shifted, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NormalCdfDouble<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        TVector a = L.AtMost(L.Create(38.8d), L.AndNot(x, L.Create(-0.0)));
        TVector p = L.Create(1.3826752214679312e-06);
        p = L.MultiplyAdd(p, a, L.Create(3.718596143678957e-05));
        p = L.MultiplyAdd(p, a, L.Create(0.0004896643891747446));
        p = L.MultiplyAdd(p, a, L.Create(0.004084094221386208));
        p = L.MultiplyAdd(p, a, L.Create(0.02359779872411756));
        p = L.MultiplyAdd(p, a, L.Create(0.09761858042841128));
        p = L.MultiplyAdd(p, a, L.Create(0.2891523340606296));
        p = L.MultiplyAdd(p, a, L.Create(0.5937933642963993));
        p = L.MultiplyAdd(p, a, L.Create(0.7746990163961841));
        p = L.MultiplyAdd(p, a, L.Create(0.5));
        TVector q = L.Create(3.4658528047737905e-06);
        q = L.MultiplyAdd(q, a, L.Create(9.321138235461004e-05));
        q = L.MultiplyAdd(q, a, L.Create(0.0012308724559933284));
        q = L.MultiplyAdd(q, a, L.Create(0.010330517422567598));
        q = L.MultiplyAdd(q, a, L.Create(0.06037138482961305));
        q = L.MultiplyAdd(q, a, L.Create(0.25474436526720295));
        q = L.MultiplyAdd(q, a, L.Create(0.7815284174260071));
        q = L.MultiplyAdd(q, a, L.Create(1.7135662369616613));
        q = L.MultiplyAdd(q, a, L.Create(2.5604472698640537));
        q = L.MultiplyAdd(q, a, L.Create(2.3472825935952235));
        q = L.MultiplyAdd(q, a, L.Create(1d));
        TVector tail = L.Divide(L.Multiply(GaussianDouble<TVector, L>(a), p), q);
        return L.Select(L.LessThan(x, L.Create(0d)), tail, L.Subtract(L.Create(1d), tail));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NormalDensityDouble<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, double> =>
        L.Multiply(GaussianDouble<TVector, L>(L.AtMost(L.Create(38.8d), L.AndNot(x, L.Create(-0.0)))), L.Create(0.3989422804014327));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector GaussianDouble<TVector, L>(TVector a)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        TVector high = L.And(a, L.Create(BitConverter.Int64BitsToDouble(unchecked((long)0xFFFFFFFFF8000000))));
        TVector square = L.Multiply(L.Multiply(high, high), L.Create(-0.5d));
        TVector rest = L.Multiply(L.Multiply(L.Subtract(a, high), L.Add(a, high)), L.Create(0.5d));
        TVector shifted = L.MultiplyAdd(L.Subtract(square, rest), L.Create(0.7213475204444817), L.Create(RoundDouble + 1023));
        TVector count = L.Subtract(shifted, L.Create(RoundDouble + 1023));
        TVector r = L.MultiplyAdd(count, L.Create(-1.3862943609710783), square);
        r = L.Subtract(L.MultiplyAdd(count, L.Create(-1.4881234220024794E-10), r), rest);
        return ExpReducedDouble<TVector, L>(shifted, r);
    }
}
