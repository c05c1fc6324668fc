namespace DeepNet.Package.Tests;

/// <summary>A project in which the generator cannot work gets one error that says why and what to do.</summary>
public sealed class UnfitProjectTests(PackedFolder packed) : IClassFixture<PackedFolder>
{
    private const string Network = """
        using DeepNet;

        [Network, Input(4), Dense(3)]
        public sealed partial class Net;

        internal static class Program { private static void Main() => System.Console.WriteLine(new Net().Parameters.Length + Net.OutputSize); }
        """;

    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void A_framework_that_is_too_old(string framework) => HasOneError(
        packed.WriteProject("Old" + framework, Network, "<OutputType>Library</OutputType><LangVersion>latest</LangVersion>", framework),
        "DeepNet needs .NET 9 or later, but", $"targets {framework}");

    [Theory]
    [InlineData("vb", "VB", "Module Program\nSub Main()\nEnd Sub\nEnd Module\n")]
    [InlineData("fs", "F#", "printfn \"\"\n")]
    public void A_language_that_is_not_CSharp(string extension, string language, string program)
    {
        string items = extension == "fs" ? "</PropertyGroup><ItemGroup><Compile Include=\"Program.fs\" /></ItemGroup><PropertyGroup>" : "";

        HasOneError(packed.WriteProject("In" + extension, program, items, language: extension), "DeepNet generates C#, but", $"a project in {language}:");
    }

    [Theory]
    [InlineData("roslyn4.13", "has 4.13 of .NET SDK")]
    [InlineData("roslyn4.9", "has 4.9 of .NET SDK")]
    public void A_compiler_that_is_too_old(string version, string received) => HasOneError(
        packed.WriteProject("Compiler" + version.Length, Network, "<ImplicitUsings>enable</ImplicitUsings>"),
        "DeepNet needs the C# compiler 4.14 or later, which comes with .NET SDK 9.0.300", received, "-p:CompilerApiVersion=" + version);

    private static void HasOneError(string project, string expected, string received, params string[] arguments)
    {
        string error = Assert.Single(DotNet.Errors(project, arguments));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains(received, error, StringComparison.Ordinal);
    }
}
