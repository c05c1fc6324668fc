namespace DeepNet.Generators.Model;

/// <summary>A network as it was read, or why it could not be.</summary>
/// <param name="Name">Its full name, for messages.</param>
/// <param name="Spec">The declaration, or null.</param>
/// <param name="Failure">A fault of the reader, or null.</param>
internal sealed record ParsedNetwork(string Name, NetworkSpec? Spec, Mistake? Failure);
