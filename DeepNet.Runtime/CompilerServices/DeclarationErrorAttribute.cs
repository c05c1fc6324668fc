using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>Marks what stands in for the code of a network whose declaration has an error. For generated code.</summary>
/// <param name="unknownArguments">
/// The arguments that are no constants while the generator runs: the attribute's place among those of the network (-1 is <c>[Network]</c>), the argument's name
/// and the place in a list, with points between, such as <c>2.Shape.1</c>. An argument that is a constant of generated code is one only afterwards.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class)]
public sealed class DeclarationErrorAttribute(params string[] unknownArguments) : Attribute
{
    /// <summary>The arguments that are no constants while the generator runs.</summary>
    public string[] UnknownArguments { get; } = unknownArguments;
}
