namespace DeepNet.Generators.Model;

/// <summary>A member that the user's class has, of a name that a layer's members may have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Base">The base class that declares it, or null for the class itself.</param>
internal sealed record UserMember(string Name, string? Base);
