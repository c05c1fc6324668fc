using DeepNet.Generators.Tests.Documentation;

namespace DeepNet.Generators.Tests.Planning;

/// <summary>Who may know whom: docs/contributing/architecture.md.</summary>
public sealed class ArchitectureTests
{
    /// <summary>What a network computes is said without a word on how: no back end is named, not even in a using.</summary>
    [Theory]
    [InlineData("Expressions")]
    [InlineData("Layers")]
    [InlineData("Losses")]
    [InlineData("Members")]
    [InlineData("Model")]
    [InlineData("Operations")]
    [InlineData("Optimizers")]
    [InlineData("Parsing")]
    [InlineData("Planning")]
    [InlineData("Text")]
    public void No_back_end_is_known(string folder) => Assert.Empty(Mentions(folder, "Backends."));

    [Theory]
    [InlineData("Cpu", "Gpu")]
    [InlineData("Gpu", "Cpu")]
    public void No_back_end_knows_another(string one, string other) => Assert.Empty(Mentions("Backends/" + one, "Backends." + other));

    /// <summary>Nor is it said in the text of a language: text begins with the back ends.</summary>
    [Theory]
    [InlineData("Expressions")]
    [InlineData("Layers")]
    [InlineData("Losses")]
    [InlineData("Operations")]
    [InlineData("Optimizers")]
    [InlineData("Planning")]
    public void No_text_is_written(string folder)
    {
        foreach (string text in (string[])["Generators.Emit", "Generators.Text", "ElementType", "SourceWriter", "CSharpNames", "GeneratedNamespaces.", "global::", "Unsafe."])
        {
            Assert.Empty(Mentions(folder, text));
        }
    }

    /// <summary>A back end writes text into the class that the emitter holds; it does not know the emitter.</summary>
    [Theory]
    [InlineData("NetworkEmitter")]
    [InlineData("SkeletonEmitter")]
    public void No_back_end_knows_the_emitter(string name) => Assert.Empty(Mentions("Backends", name));

    /// <summary>The lines of code in a folder of the generator that have a text in them, as <c>file: line</c>.</summary>
    private static IEnumerable<string> Mentions(string folder, string text)
    {
        string[] files = [.. Documents.Files("DeepNet.Generators/" + folder, "*.cs")];
        Assert.NotEmpty(files);
        return files.SelectMany(file => File.ReadLines(Path.Combine(Documents.Root, file))
            .Select(line => line.Trim())
            .Where(line => line.Contains(text, StringComparison.Ordinal) && !line.StartsWith("//", StringComparison.Ordinal))
            .Select(line => $"{file}: {line}"));
    }
}
