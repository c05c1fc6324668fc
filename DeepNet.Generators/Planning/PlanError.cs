using DeepNet.Generators.Model;

namespace DeepNet.Generators.Planning;

/// <summary>A mistake in a declaration, pointing at an attribute by its place so that the model stays free of locations.</summary>
/// <param name="Id">The diagnostic, such as <c>DEEP0103</c>.</param>
/// <param name="Attribute">The attribute's index in <see cref="NetworkSpec.Attributes"/>; -1 for <c>[Network]</c>, -2 for the class's name, -3 for one of its members.</param>
/// <param name="Argument">The argument at fault by property name, or null for the attribute as a whole.</param>
/// <param name="Element">The index within an argument that is a list, or -1.</param>
/// <param name="MessageArguments">What the diagnostic's message is filled with.</param>
internal sealed record PlanError(string Id, int Attribute, string? Argument, int Element, EquatableArray<string> MessageArguments)
{
    public const int NetworkAttribute = -1;
    public const int ClassName = -2;

    /// <summary>In the place of an attribute: a member of the class, which <see cref="Argument"/> names.</summary>
    public const int Member = -3;
}
