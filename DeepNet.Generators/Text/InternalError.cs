using System;
using DeepNet.Generators.Diagnostics;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Text;

/// <summary>A fault of this generator, DEEP0900: it concerns one network or one kernel, and no other may lose its code by it.</summary>
internal static class InternalError
{
    public const string Id = "DEEP0900";

    /// <summary>What happened and where, in one line that is the same on every machine.</summary>
    public static string Describe(Exception exception)
    {
        string place = exception.TargetSite is { DeclaringType: { } type } method ? $" in {type.Name}.{method.Name}" : "";
        return $"{exception.GetType().Name}{place}: {exception.Message.Replace('\r', ' ').Replace('\n', ' ')}";
    }

    /// <summary>What is said of a class that cannot be read.</summary>
    public static Mistake Reading(string name, Exception exception) => new(Id, new[] { $"network '{name}'", Describe(exception) }.ToEquatableArray());

    /// <summary>A file that says it, for what only the generator can know.</summary>
    /// <param name="hint">The file's name.</param>
    /// <param name="subject">Whose code is missing.</param>
    /// <param name="description">See <see cref="Describe"/>.</param>
    public static GeneratedFile File(string hint, string subject, string description) =>
        new(hint, $"{GeneratedFile.Header}\n#error {Id}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, DiagnosticCatalog.All[Id].MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), subject, description)}\n");
}
