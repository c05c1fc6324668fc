using System;
using System.Globalization;

namespace DeepNet.Generators.Emit;

/// <summary>The element type that code is emitted for.</summary>
internal enum ElementType
{
    Single,
    Double,
}

internal static class ElementTypeExtensions
{
    /// <summary>The C# keyword.</summary>
    public static string Keyword(this ElementType element) => element == ElementType.Single ? "float" : "double";

    public static int Size(this ElementType element) => element == ElementType.Single ? sizeof(float) : sizeof(double);

    /// <summary>What the names of kernels end with; float kernels carry no mark.</summary>
    public static string Suffix(this ElementType element) => element == ElementType.Single ? "" : "_Double";

    /// <summary>A literal of the shortest text that reads back as the same number.</summary>
    public static string Literal(this ElementType element, double value)
    {
        if (element == ElementType.Single)
        {
            return ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f";
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>The double whose shortest text is that of a float: 0.1f gives 0.1, so that double networks compute with what was written.</summary>
    public static double FromFloat(float value) =>
        double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
