namespace DeepNet.Generators.Model;

/// <summary>What a diagnostic says, without its place.</summary>
/// <param name="Id">The diagnostic, such as <c>DEEP0001</c>.</param>
/// <param name="Arguments">What its message is filled with.</param>
internal sealed record Mistake(string Id, EquatableArray<string> Arguments);
