using System;
using System.Globalization;

namespace DeepNet.Generators.Text;

/// <summary>The element type that code is emitted for, and the caches that its blocks are to fit into.</summary>
/// <param name="IsDouble">Whether it is <c>double</c>; if not, <c>float</c>.</param>
/// <param name="Caches">The caches.</param>
internal readonly record struct ElementType(bool IsDouble, CacheSizes Caches)
{
    /// <summary>Floats, and caches of the default sizes.</summary>
    public static ElementType Single { get; } = new(false, CacheSizes.Default);

    /// <summary>Doubles, and caches of the default sizes.</summary>
    public static ElementType Double { get; } = new(true, CacheSizes.Default);

    /// <summary>The C# keyword.</summary>
    public string Keyword() => IsDouble ? "double" : "float";

    /// <summary>What methods of the runtime that exist for both types are called after.</summary>
    public string Name() => IsDouble ? "Double" : "Single";

    public int Size() => IsDouble ? sizeof(double) : sizeof(float);

    /// <summary>What the names of kernels end with; float kernels carry no mark.</summary>
    public string Suffix() => IsDouble ? "_Double" : "";

    /// <summary>A literal of the shortest text that reads back as the same number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite in this type: C# has no literal for it, and an argument that leads here lacks a check.</exception>
    public string Literal(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(IsDouble ? value : (float)value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), FormattableString.Invariant($"{value} is no finite {Keyword()}."));
        }

        if (!IsDouble)
        {
            return ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f";
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }
}
