using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

public static partial class ElementLoops
{
    /// <summary>The sum of two streams; the output may be one of them.</summary>
    /// <param name="output">Where the sums go.</param>
    /// <param name="x">A stream.</param>
    /// <param name="y">A stream.</param>
    /// <param name="length">The elements.</param>
    public static void Add(ref float output, ref float x, ref float y, int length) => Map<PairSum<float>>(ref output, ref x, ref y, length);

    /// <summary>The sum of two streams, with the arithmetic of references: for tests; the output may be one of them.</summary>
    /// <param name="output">Where the sums go.</param>
    /// <param name="x">A stream.</param>
    /// <param name="y">A stream.</param>
    /// <param name="length">The elements.</param>
    public static void AddReference(ref float output, ref float x, ref float y, int length) => MapReference<PairSum<float>>(ref output, ref x, ref y, length);

    /// <inheritdoc cref="Add(ref float, ref float, ref float, int)"/>
    public static void Add(ref double output, ref double x, ref double y, int length) => Map<PairSum<double>>(ref output, ref x, ref y, length);

    /// <inheritdoc cref="AddReference(ref float, ref float, ref float, int)"/>
    public static void AddReference(ref double output, ref double x, ref double y, int length) => MapReference<PairSum<double>>(ref output, ref x, ref y, length);

    /// <summary>The sum of three streams; the output may be one of them.</summary>
    /// <param name="output">Where the sums go.</param>
    /// <param name="x">A stream.</param>
    /// <param name="y">A stream.</param>
    /// <param name="z">A stream.</param>
    /// <param name="length">The elements.</param>
    public static void Add(ref float output, ref float x, ref float y, ref float z, int length) => Map<TripleSum<float>>(ref output, ref x, ref y, ref z, length);

    /// <summary>The sum of three streams, with the arithmetic of references: for tests; the output may be one of them.</summary>
    /// <param name="output">Where the sums go.</param>
    /// <param name="x">A stream.</param>
    /// <param name="y">A stream.</param>
    /// <param name="z">A stream.</param>
    /// <param name="length">The elements.</param>
    public static void AddReference(ref float output, ref float x, ref float y, ref float z, int length) => MapReference<TripleSum<float>>(ref output, ref x, ref y, ref z, length);

    /// <inheritdoc cref="Add(ref float, ref float, ref float, ref float, int)"/>
    public static void Add(ref double output, ref double x, ref double y, ref double z, int length) => Map<TripleSum<double>>(ref output, ref x, ref y, ref z, length);

    /// <inheritdoc cref="AddReference(ref float, ref float, ref float, ref float, int)"/>
    public static void AddReference(ref double output, ref double x, ref double y, ref double z, int length) => MapReference<TripleSum<double>>(ref output, ref x, ref y, ref z, length);

    private readonly struct PairSum<T> : IBinaryOperator<T>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector, L>(TVector x, TVector y)
            where TVector : struct
            where L : struct, IArithmetic<TVector, T> => L.Add(x, y);
    }

    private readonly struct TripleSum<T> : ITernaryOperator<T>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector, L>(TVector x, TVector y, TVector z)
            where TVector : struct
            where L : struct, IArithmetic<TVector, T> => L.Add(L.Add(x, y), z);
    }
}
