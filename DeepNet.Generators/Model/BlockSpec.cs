namespace DeepNet.Generators.Model;

/// <summary>A class whose layers another one is composed of: the value of an argument such as <c>typeof(ResidualBlock)</c>.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Attributes">Its attributes in source order.</param>
/// <param name="IsRecursive">Whether the class contains itself, directly or through others; it has no attributes then.</param>
/// <param name="IsCut">Whether the network has more attributes in blocks than are read; this block has none then.</param>
internal sealed record BlockSpec(string Name, EquatableArray<AttributeSpec> Attributes, bool IsRecursive, bool IsCut = false);
