using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

/// <summary>
/// The dropout mask as a function: element <c>i</c> of a step is kept if <c>mix(i · 0x9E3779B9 + key) &gt;= threshold</c>, all in 32-bit
/// arithmetic, so that backward computes the mask again instead of storing it, and any vector width gives the same bits.
/// </summary>
/// <remarks>
/// <c>mix</c> is a 32-bit integer hash with low bias of the multiply-xorshift family: <c>x ^= x &gt;&gt; 16; x *= 0x21F0AAAD; x ^= x &gt;&gt; 15;
/// x *= 0x735A2D97; x ^= x &gt;&gt; 15</c>. <c>threshold = rate · 2³²</c>, rounded down.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutMask
{
    private const uint Increment = 0x9E3779B9;
    private const uint Multiplier1 = 0x21F0AAAD;
    private const uint Multiplier2 = 0x735A2D97;

    /// <summary>The key of one layer in one training pass: a 64-bit mix (SplitMix64, Steele et al. 2014) of seed, pass and layer, cut to 32 bits.</summary>
    /// <param name="seed">The seed of the network.</param>
    /// <param name="pass">The training passes done before this one.</param>
    /// <param name="layer">The place of the layer among the inputs and layers of its network, from 0.</param>
    /// <returns>The key.</returns>
    public static uint Key(long seed, long pass, int layer)
    {
        ulong z = (ulong)seed * 0x9E3779B97F4A7C15 + (ulong)pass * 0xD1B54A32D192ED03 + (ulong)(layer + 1) * 0x8CB92BA72F3D8DD7;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (uint)((z ^ (z >> 31)) >> 32);
    }

    /// <summary>Passes <paramref name="x"/> if element <paramref name="index"/> is kept, else 0.</summary>
    /// <param name="x">The value.</param>
    /// <param name="index">The element's index in the batch.</param>
    /// <param name="key">The key of layer and step.</param>
    /// <param name="threshold">The rate times 2³².</param>
    /// <returns>The value or 0.</returns>
    public static float Apply(float x, uint index, uint key, uint threshold) => Mix(index * Increment + key) >= threshold ? x : 0f;

    /// <inheritdoc cref="Apply(float, uint, uint, uint)"/>
    public static double Apply(double x, uint index, uint key, uint threshold) => Mix(index * Increment + key) >= threshold ? x : 0d;

    /// <summary>Passes each lane of <paramref name="x"/> if its element is kept, else 0. Lane 0 is element <paramref name="index"/>.</summary>
    /// <param name="x">The values.</param>
    /// <param name="index">The first element's index in the batch.</param>
    /// <param name="key">The key of layer and step.</param>
    /// <param name="threshold">The rate times 2³².</param>
    /// <returns>The values or 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Apply(Vector128<float> x, uint index, uint key, uint threshold) =>
        x & Vector128.GreaterThanOrEqual(Mix((Vector128.Create(index) + Vector128<uint>.Indices) * Increment + Vector128.Create(key)), Vector128.Create(threshold)).AsSingle();

    /// <inheritdoc cref="Apply(Vector128{float}, uint, uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x, uint index, uint key, uint threshold) =>
        x & Vector256.GreaterThanOrEqual(Mix((Vector256.Create(index) + Vector256<uint>.Indices) * Increment + Vector256.Create(key)), Vector256.Create(threshold)).AsSingle();

    /// <inheritdoc cref="Apply(Vector128{float}, uint, uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Apply(Vector128<double> x, uint index, uint key, uint threshold) =>
        Vector128.Create(Apply(x.GetElement(0), index, key, threshold), Apply(x.GetElement(1), index + 1, key, threshold));

    /// <inheritdoc cref="Apply(Vector128{float}, uint, uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Apply(Vector256<double> x, uint index, uint key, uint threshold) =>
        Vector256.Create(Apply(x.GetLower(), index, key, threshold), Apply(x.GetUpper(), index + 2, key, threshold));

    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * Multiplier1;
        x = (x ^ (x >> 15)) * Multiplier2;
        return x ^ (x >> 15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Mix(Vector128<uint> x)
    {
        x = (x ^ (x >>> 16)) * Multiplier1;
        x = (x ^ (x >>> 15)) * Multiplier2;
        return x ^ (x >>> 15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mix(Vector256<uint> x)
    {
        x = (x ^ (x >>> 16)) * Multiplier1;
        x = (x ^ (x >>> 15)) * Multiplier2;
        return x ^ (x >>> 15);
    }
}
