namespace DeepNet.Generators.Tests.Documentation;

/// <summary>The files of the repository that people read.</summary>
internal static class Documents
{
    public static string Root { get; } = FindRoot();

    /// <summary>All documents in Markdown, relative to <see cref="Root"/>.</summary>
    public static IEnumerable<string> All => new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" }
        .Concat(new[] { "docs", "samples", "benchmarks", "DeepNet.Shaders", "tests/parity" }.SelectMany(folder => Files(folder, "*.md")))
        .Order(StringComparer.Ordinal);

    /// <summary>The files of a folder that were not made by a build, relative to <see cref="Root"/>.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => new[] { "/bin/", "/obj/", "/node_modules/" }.All(built => !path.Contains(built, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);

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
