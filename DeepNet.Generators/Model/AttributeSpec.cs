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
}
