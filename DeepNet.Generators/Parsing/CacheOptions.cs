using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepNet.Generators.Parsing;

/// <summary>A value of a project's option that is not valid.</summary>
/// <param name="Option">The name of the property in the project file.</param>
/// <param name="Value">What it is set to.</param>
/// <param name="Least">The least valid value.</param>
/// <param name="Most">The greatest.</param>
/// <param name="Default">What holds if the option is not set.</param>
internal sealed record OptionFault(string Option, string Value, int Least, int Most, int Default);

/// <summary>Reads the sizes of caches from the properties <c>DeepNetL1CacheBytes</c> and <c>DeepNetL2CacheBytes</c> of the project.</summary>
internal static class CacheOptions
{
    public const string L1 = "DeepNetL1CacheBytes";
    public const string L2 = "DeepNetL2CacheBytes";

    /// <summary>The sizes; an option that is not valid, which <see cref="Check"/> tells of, counts as not set.</summary>
    public static CacheSizes Read(AnalyzerConfigOptions options)
    {
        List<OptionFault> faults = [];
        return Read(options, faults);
    }

    /// <summary>The options that are not valid.</summary>
    public static IReadOnlyList<OptionFault> Check(AnalyzerConfigOptions options)
    {
        List<OptionFault> faults = [];
        Read(options, faults);
        return faults;
    }

    /// <summary>The same as what a diagnostic says.</summary>
    public static EquatableArray<Mistake> Mistakes(AnalyzerConfigOptions options) => Check(options)
        .Select(f => new Mistake("DEEP0016", new[] { f.Option, f.Value, Text(f.Least), Text(f.Most), Text(f.Default) }.ToEquatableArray()))
        .ToEquatableArray();

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static CacheSizes Read(AnalyzerConfigOptions options, List<OptionFault> faults)
    {
        CacheSizes sizes = CacheSizes.Default;
        return new CacheSizes(
            Read(options, L1, 8 * 1024, 1024 * 1024, sizes.L1Bytes, faults),
            Read(options, L2, 64 * 1024, 64 * 1024 * 1024, sizes.L2Bytes, faults));
    }

    private static int Read(AnalyzerConfigOptions options, string name, int least, int most, int otherwise, List<OptionFault> faults)
    {
        // A property that the project does not set arrives as an empty text.
        if (!options.TryGetValue("build_property." + name, out string? text) || text.Length == 0)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most)
        {
            return value;
        }

        faults.Add(new OptionFault(name, text, least, most, otherwise));
        return otherwise;
    }
}
