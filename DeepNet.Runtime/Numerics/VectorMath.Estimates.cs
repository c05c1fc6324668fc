using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepNet.Numerics;

public static partial class VectorMath
{
    /// <summary>The square root, without the divider of the processor where it has estimates of reciprocals.</summary>
    /// <param name="x">The argument: zero, or not subnormal.</param>
    /// <returns>The result, lane by lane.</returns>
    /// <remarks>
    /// For <see cref="float"/> on x86, the estimate of <c>rsqrtps</c> with one step of Newton's method: within 3 units in the last place, 0 for 0, and the root of the largest number for
    /// infinity. A step of Adam takes half the time of one with <c>sqrtps</c> and <c>divps</c>. Between processors of different makers the last bits may differ.
    /// Elsewhere, and for <see cref="double"/>, the exactly rounded root.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SqrtEstimate(float x) => SqrtEstimate(Vector128.CreateScalarUnsafe(x)).ToScalar();

    /// <inheritdoc cref="SqrtEstimate(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SqrtEstimate(Vector128<float> x)
    {
        x = Vector128.MinNative(Vector128.Create(float.MaxValue), x);
        return Sse.IsSupported ? RefineSqrt<Vector128<float>, SingleLanes128>(x, Sse.ReciprocalSqrt(Vector128.MaxNative(Vector128.Create(SmallestNormal), x))) : Vector128.Sqrt(x);
    }

    /// <inheritdoc cref="SqrtEstimate(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SqrtEstimate(Vector256<float> x)
    {
        if (!Avx.IsSupported)
        {
            return Vector256.Create(SqrtEstimate(x.GetLower()), SqrtEstimate(x.GetUpper()));
        }

        x = Vector256.MinNative(Vector256.Create(float.MaxValue), x);
        return RefineSqrt<Vector256<float>, SingleLanes256>(x, Avx.ReciprocalSqrt(Vector256.MaxNative(Vector256.Create(SmallestNormal), x)));
    }

    /// <inheritdoc cref="SqrtEstimate(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SqrtEstimate(Vector512<float> x) => Vector512.Create(SqrtEstimate(x.GetLower()), SqrtEstimate(x.GetUpper()));

    /// <inheritdoc cref="SqrtEstimate(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SqrtEstimate(double x) => Math.Sqrt(x);

    /// <inheritdoc cref="SqrtEstimate(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> SqrtEstimate(Vector128<double> x) => Vector128.Sqrt(x);

    /// <inheritdoc cref="SqrtEstimate(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SqrtEstimate(Vector256<double> x) => Vector256.Sqrt(x);

    /// <inheritdoc cref="SqrtEstimate(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SqrtEstimate(Vector512<double> x) => Vector512.Sqrt(x);

    /// <summary>The quotient, without the divider of the processor where it has estimates of reciprocals.</summary>
    /// <param name="dividend">What is divided.</param>
    /// <param name="divisor">What it is divided by: neither zero nor infinite, and between 2⁻¹²⁵ and 2¹²⁵ in magnitude.</param>
    /// <returns>The result, lane by lane.</returns>
    /// <remarks>
    /// For <see cref="float"/> on x86, the estimate of <c>rcpps</c> with one step of Newton's method: within 3 units in the last place. Elsewhere, and for <see cref="double"/>, exactly
    /// rounded. See <see cref="SqrtEstimate(float)"/>.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float DivideEstimate(float dividend, float divisor) => DivideEstimate(Vector128.CreateScalarUnsafe(dividend), Vector128.CreateScalar(divisor)).ToScalar();

    /// <inheritdoc cref="DivideEstimate(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> DivideEstimate(Vector128<float> dividend, Vector128<float> divisor) => Sse.IsSupported
        ? RefineQuotient<Vector128<float>, SingleLanes128>(dividend, divisor, Sse.Reciprocal(divisor))
        : dividend / divisor;

    /// <inheritdoc cref="DivideEstimate(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> DivideEstimate(Vector256<float> dividend, Vector256<float> divisor) => Avx.IsSupported
        ? RefineQuotient<Vector256<float>, SingleLanes256>(dividend, divisor, Avx.Reciprocal(divisor))
        : Vector256.Create(DivideEstimate(dividend.GetLower(), divisor.GetLower()), DivideEstimate(dividend.GetUpper(), divisor.GetUpper()));

    /// <inheritdoc cref="DivideEstimate(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> DivideEstimate(Vector512<float> dividend, Vector512<float> divisor) =>
        Vector512.Create(DivideEstimate(dividend.GetLower(), divisor.GetLower()), DivideEstimate(dividend.GetUpper(), divisor.GetUpper()));

    /// <inheritdoc cref="DivideEstimate(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double DivideEstimate(double dividend, double divisor) => dividend / divisor;

    /// <inheritdoc cref="DivideEstimate(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> DivideEstimate(Vector128<double> dividend, Vector128<double> divisor) => dividend / divisor;

    /// <inheritdoc cref="DivideEstimate(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> DivideEstimate(Vector256<double> dividend, Vector256<double> divisor) => dividend / divisor;

    /// <inheritdoc cref="DivideEstimate(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> DivideEstimate(Vector512<double> dividend, Vector512<double> divisor) => dividend / divisor;

    // Below it, rsqrtps takes its argument for zero.
    private const float SmallestNormal = 1.17549435e-38f;

    // With y = 1/√x (1 + ε), s = x y is the root with the same relative error, 1 - s y is -2ε, and half of it corrects s.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector RefineSqrt<TVector, L>(TVector x, TVector inverse)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector root = L.Multiply(x, inverse);
        TVector error = L.MultiplyAddNegated(root, inverse, L.Create(1f));
        return L.MultiplyAdd(L.Multiply(root, L.Create(0.5f)), error, root);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector RefineQuotient<TVector, L>(TVector dividend, TVector divisor, TVector inverse)
        where TVector : struct
        where L : struct, ILanes<TVector, float>
    {
        TVector error = L.MultiplyAddNegated(divisor, inverse, L.Create(1f));
        return L.Multiply(dividend, L.MultiplyAdd(inverse, error, inverse));
    }
}
