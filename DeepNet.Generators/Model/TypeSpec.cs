namespace DeepNet.Generators.Model;

/// <summary>A type declaration to open in generated code, such as <c>partial class Outer</c>.</summary>
/// <param name="Keyword"><c>class</c>, <c>record</c>, <c>struct</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The type's name.</param>
internal sealed record TypeSpec(string Keyword, string Name);
