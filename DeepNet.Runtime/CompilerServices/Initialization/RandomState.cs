using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepNet.CompilerServices;

/// <summary>
/// The random generator xoshiro256** (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators", arXiv:1805.01407),
/// seeded by SplitMix64 as its authors advise. Called by generated code only.
/// </summary>
/// <remarks>
/// Only integer operations, IEEE 754 basic operations and square roots are used, so a seed gives the same bits on every machine.
/// A mutable struct: pass it by reference. <c>default</c> is not a valid state; the zero state would stay zero for ever.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RandomState
{
    private const double Ln2 = 0.6931471805599453;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spare;
    private bool _hasSpare;

    /// <summary>Starts from a seed.</summary>
    /// <param name="seed">Any value; a negative one is sign-extended to 64 bits.</param>
    public RandomState(int seed)
        : this(unchecked((ulong)(long)seed))
    {
    }

    /// <summary>Starts from a seed.</summary>
    /// <param name="seed">Any value, zero included.</param>
    public RandomState(ulong seed)
    {
        _s0 = SplitMix64(ref seed);
        _s1 = SplitMix64(ref seed);
        _s2 = SplitMix64(ref seed);
        _s3 = SplitMix64(ref seed);
    }

    /// <summary>Draws 64 random bits.</summary>
    /// <returns>A uniform integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Draws a uniform number from <c>[0, 1)</c>, a multiple of <c>2^-24</c>.</summary>
    /// <returns>The number.</returns>
    public float NextSingle() => (NextUInt64() >> 40) * (1.0f / (1 << 24));

    /// <summary>Draws a uniform number from <c>[0, 1)</c>, a multiple of <c>2^-53</c>.</summary>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>Draws from the standard normal distribution by the polar method (Marsaglia and Bray 1964).</summary>
    /// <returns>A number with mean 0 and variance 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double NextGaussian()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }

        double u, v, square;
        do
        {
            u = (2 * NextDouble()) - 1;
            v = (2 * NextDouble()) - 1;
            square = (u * u) + (v * v);
        }
        while (square is >= 1 or 0);

        double scale = Math.Sqrt(-2 * Log(square) / square);
        _spare = v * scale;
        _hasSpare = true;
        return u * scale;
    }

    // Math.Log calls the C library of the platform, and those differ in the last bit. This one is
    // log(m * 2^e) = e ln 2 + 2 artanh((m - 1) / (m + 1)) with m in [sqrt 1/2, sqrt 2), where the series' 12th term is below 2^-60.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Log(double x)
    {
        int exponent = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double series = 0;
        for (int k = 23; k >= 1; k -= 2)
        {
            series = (series * square) + (1.0 / k);
        }

        return (exponent * Ln2) + (2 * s * series);
    }

    private static ulong SplitMix64(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
