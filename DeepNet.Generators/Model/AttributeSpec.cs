using System.Globalization;
using System.Linq;

namespace DeepNet.Generators.Model;

/// <summary>One attribute on a network class.</summary>
/// <param name="Kind">The attribute's name without its suffix, such as <c>Dense</c>.</param>
/// <param name="Arguments">The arguments that were written; what is not here has its default.</param>
/// <param name="IsBroken">Whether an argument does not compile, which the compiler reports itself.</param>
internal sealed record AttributeSpec(string Kind, EquatableArray<ArgumentSpec> Arguments, bool IsBroken)
{
    /// <summary>Whether an argument of it, or of a layer in its block, does not compile.</summary>
    public bool IsUnknown => IsBroken || Arguments.Any(a => a.Value is BlockSpec block && block.Attributes.Any(inner => inner.IsUnknown));

    /// <summary>The first argument that is not known, in the form of <c>DeclarationErrorAttribute</c>; empty if no single one is at fault.</summary>
    public string UnknownArgument => Arguments.FirstOrDefault(a => a.Unknown != ArgumentSpec.Known) is { } argument
        ? "." + argument.Name + (argument.Unknown == ArgumentSpec.Whole ? "" : "." + argument.Unknown.ToString(CultureInfo.InvariantCulture))
        : "";

    public object? this[string argument] => Arguments.FirstOrDefault(a => a.Name == argument)?.Value;

    public string? Text(string argument) => this[argument] as string;

    /// <summary>A whole number; what the attribute says if it was not written.</summary>
    public int Whole(string argument) => this[argument] as int? ?? (int)ArgumentDefaults.Of(Kind, argument)!;

    /// <summary>A whole number that not every attribute can say.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="without">What it is for an attribute without it.</param>
    public int Whole(string argument, int without) => ArgumentDefaults.Has(Kind, argument) ? Whole(argument) : without;

    /// <summary>A float argument as the number that was written: 0.1f gives 0.1.</summary>
    public double Number(string argument) => this[argument] is float value ? FromFloat(value) : ArgumentDefaults.Number(Kind, argument);

    public bool Flag(string argument) => this[argument] as bool? ?? (bool)ArgumentDefaults.Of(Kind, argument)!;

    /// <summary>A member of an enum; a cast may have made it a number that is none.</summary>
    public T Member<T>(string argument)
        where T : struct, Enum =>
        this[argument] is int value ? (T)(object)value : (T)ArgumentDefaults.Of(Kind, argument)!;

    /// <summary>The double whose shortest text is that of a float: 0.1f gives 0.1, so that double networks compute with what was written.</summary>
    public static double FromFloat(float value) =>
        double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
