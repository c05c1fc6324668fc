namespace DeepNet.Generators.Model;

/// <summary>Where generated classes are that networks share. Types of users have no place there.</summary>
internal static class GeneratedNamespaces
{
    public const string Kernels = "DeepNet.Generated";

    public const string Shaders = Kernels + ".Shaders";
}
