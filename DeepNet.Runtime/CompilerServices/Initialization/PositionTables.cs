using System.ComponentModel;
using System.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>Fills the tables of positions that attention uses. Called by generated code only.</summary>
/// <remarks>Angles are computed in <see cref="double"/>, so networks of both precisions have the same tables up to rounding.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PositionTables
{
    /// <summary>The base of both papers' wavelengths: they grow from 2π to 10000 · 2π.</summary>
    private const double Base = 10000;

    /// <summary>
    /// The rotations of Su et al. 2021: for each step the cosines of <c>step · 10000^(-2i / headSize)</c> for <c>i</c> from 0 to <c>headSize / 2 - 1</c>, then
    /// their sines.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="table"><c>[steps, headSize]</c>.</param>
    /// <param name="headSize">The elements of a head, even.</param>
    public static void Rotary<T>(Span<T> table, int headSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int half = headSize / 2;
        for (int step = 0; step < table.Length / headSize; step++)
        {
            Span<T> row = table.Slice(step * headSize, headSize);
            for (int i = 0; i < half; i++)
            {
                (double sine, double cosine) = Math.SinCos(Angle(step, 2 * i, headSize));
                row[i] = T.CreateTruncating(cosine);
                row[half + i] = T.CreateTruncating(sine);
            }
        }
    }

    /// <summary>The position encoding of Vaswani et al. 2017: sines in even columns, cosines in odd ones.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="table"><c>[steps, features]</c>.</param>
    /// <param name="features">The columns.</param>
    public static void Sinusoidal<T>(Span<T> table, int features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int step = 0; step < table.Length / features; step++)
        {
            Span<T> row = table.Slice(step * features, features);
            for (int i = 0; i < features; i++)
            {
                double angle = Angle(step, i & ~1, features);
                row[i] = T.CreateTruncating((i & 1) == 0 ? Math.Sin(angle) : Math.Cos(angle));
            }
        }
    }

    private static double Angle(int step, int exponent, int size) => step * Math.Pow(Base, -(double)exponent / size);
}
