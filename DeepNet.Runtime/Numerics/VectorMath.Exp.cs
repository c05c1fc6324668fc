using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.Numerics;

public static partial class VectorMath
{
    /// <summary>The exponential function, <c>e^x</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    /// <remarks>
    /// Within 2 units in the last place over the whole range; subnormal results are as exact as their spacing allows.
    /// Overflow gives infinity, underflow 0, NaN gives NaN.
    /// </remarks>
    // Single numbers take the width of the vectors before them: in the first step of a network, softmax is not optimized yet, and functions of another width would be compiled for what remains of a row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => Vector256.IsHardwareAccelerated
        ? ExpSingle<Vector256<float>, SingleLanes256>(Vector256.CreateScalarUnsafe(x)).ToScalar()
        : ExpSingle<Vector128<float>, SingleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double x) => Vector256.IsHardwareAccelerated
        ? ExpDouble<Vector256<double>, DoubleLanes256>(Vector256.CreateScalarUnsafe(x)).ToScalar()
        : ExpDouble<Vector128<double>, DoubleLanes128>(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => ExpSingle<Vector128<float>, SingleLanes128>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => ExpSingle<Vector256<float>, SingleLanes256>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => ExpSingle<Vector512<float>, SingleLanes512>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x) => ExpDouble<Vector128<double>, DoubleLanes128>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x) => ExpDouble<Vector256<double>, DoubleLanes256>(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x) => ExpDouble<Vector512<double>, DoubleLanes512>(x);

    // exp(x) = 2^(2h) exp(r) with h = round(x / (2 ln2)), |r| <= ln2. Splitting 2^(2h) into two equal factors keeps both representable
    // wherever the result is, overflow and subnormal results included, for one shift. At the bounds of x the result is 0 or infinity already.
    // Adding RoundSingle + 127 rounds x / (2 ln2) to an integer and leaves the biased exponent of 2^h in the low bits.
    // 2 ln2 is split (Cody and Waite 1980) into 1.38671875 (9 bits; 33 for double), so that h times it is exact, and the rest.
    // Polynomials: fit.py, exp_single and exp_double.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpSingle<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        x = L.AtMost(L.Create(89f), L.AtLeast(L.Create(-104f), x));
        TVector shifted = L.MultiplyAdd(x, L.Create(0.721347511f), L.Create(RoundSingle + 127));
        TVector half = L.Subtract(shifted, L.Create(RoundSingle + 127));
        TVector r = L.MultiplyAdd(half, L.Create(-1.38671875f), x);
        r = L.MultiplyAdd(half, L.Create(0.000424388883f), r);
        return ExpReducedSingle<TVector, L>(shifted, r);
    }

    // What follows the reduction: the polynomial of r, and the two factors whose exponent stands in the low bits of shifted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpReducedSingle<TVector, L>(TVector shifted, TVector r)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector p = L.Create(0.000196118039f);
        p = L.MultiplyAdd(p, r, L.Create(0.00141043041f));
        p = L.MultiplyAdd(p, r, L.Create(0.00833609886f));
        p = L.MultiplyAdd(p, r, L.Create(0.0416612774f));
        p = L.MultiplyAdd(p, r, L.Create(0.16666615f));
        p = L.MultiplyAdd(p, r, L.Create(0.500000358f));
        p = L.MultiplyAdd(p, r, L.Create(1f));
        p = L.MultiplyAdd(p, r, L.Create(1f));
        TVector scale = L.ShiftLeftBits(shifted, 23);
        return L.Multiply(L.Multiply(p, scale), scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpDouble<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        x = L.AtMost(L.Create(710d), L.AtLeast(L.Create(-746d), x));
        TVector shifted = L.MultiplyAdd(x, L.Create(0.7213475204444817), L.Create(RoundDouble + 1023));
        TVector half = L.Subtract(shifted, L.Create(RoundDouble + 1023));
        TVector r = L.MultiplyAdd(half, L.Create(-1.3862943609710783), x);
        r = L.MultiplyAdd(half, L.Create(-1.4881234220024794E-10), r);
        return ExpReducedDouble<TVector, L>(shifted, r);
    }

    // What follows the reduction: the polynomial of r, and the two factors whose exponent stands in the low bits of shifted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpReducedDouble<TVector, L>(TVector shifted, TVector r)
        where TVector : struct
        where L : struct, ILanes<TVector, double>
    {
        TVector p = L.Create(1.5935621142176453E-10);
        p = L.MultiplyAdd(p, r, L.Create(2.1062304327515465E-09));
        p = L.MultiplyAdd(p, r, L.Create(2.5055031960356498E-08));
        p = L.MultiplyAdd(p, r, L.Create(2.755615839532016E-07));
        p = L.MultiplyAdd(p, r, L.Create(2.755730066430666E-06));
        p = L.MultiplyAdd(p, r, L.Create(2.4801590828239904E-05));
        p = L.MultiplyAdd(p, r, L.Create(0.0001984126989273056));
        p = L.MultiplyAdd(p, r, L.Create(0.00138888888835808));
        p = L.MultiplyAdd(p, r, L.Create(0.008333333333269988));
        p = L.MultiplyAdd(p, r, L.Create(0.04166666666670205));
        p = L.MultiplyAdd(p, r, L.Create(0.16666666666666938));
        p = L.MultiplyAdd(p, r, L.Create(0.4999999999999993));
        p = L.MultiplyAdd(p, r, L.Create(1d));
        p = L.MultiplyAdd(p, r, L.Create(1d));
        TVector scale = L.ShiftLeftBits(shifted, 52);
        return L.Multiply(L.Multiply(p, scale), scale);
    }
}
