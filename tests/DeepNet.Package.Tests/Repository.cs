namespace DeepNet.Package.Tests;

/// <summary>Where the repository lies, and in which configuration this test was built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "DeepNet.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("DeepNet.sln was not found above the test's folder.");
    }
}
