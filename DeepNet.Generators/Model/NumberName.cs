using System.Globalization;
using System.Linq;
using System.Text;

namespace DeepNet.Generators.Model;

/// <summary>Numbers as parts of names.</summary>
internal static class NumberName
{
    /// <summary>A number with the characters that an identifier may have: <c>0p2</c>, <c>m1</c>, <c>1Em05</c>.</summary>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace('.', 'p').Replace('-', 'm').Replace("+", "");

    /// <summary>A mark with a number, or nothing for the usual one.</summary>
    public static string Mark(string mark, double value, double usual) => value == usual ? "" : mark + Of(value);

    /// <summary>A word for numbers that is short however many there are: an FNV-1a hash of their text.</summary>
    public static string OfAll(EquatableArray<double> values)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.ASCII.GetBytes(string.Join(" ", values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))))
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
