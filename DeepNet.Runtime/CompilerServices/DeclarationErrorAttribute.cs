using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>Marks what stands in for the code of a network whose declaration has an error. For generated code.</summary>
/// <param name="unknownAttributes">
/// The attributes with an argument that is no constant while the generator runs, by their place among those of the network; -1 is <c>[Network]</c>. An
/// argument that is a constant of generated code is one only afterwards.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class)]
public sealed class DeclarationErrorAttribute(params int[] unknownAttributes) : Attribute
{
    /// <summary>The attributes with an argument that is no constant while the generator runs.</summary>
    public int[] UnknownAttributes { get; } = unknownAttributes;
}
