using System.Globalization;

namespace DeepNet.Generators.Model;

/// <summary>Numbers as parts of names.</summary>
internal static class NumberName
{
    /// <summary>A number with the characters that an identifier may have: <c>0p2</c>, <c>m1</c>, <c>1Em05</c>.</summary>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace('.', 'p').Replace('-', 'm').Replace("+", "");

    /// <summary>A mark with a number, or nothing for the usual one.</summary>
    public static string Mark(string mark, double value, double usual) => value == usual ? "" : mark + Of(value);
}
