namespace DeepNet.Package.Tests;

/// <summary>A mistake fails the build with one sentence, whatever a project switches off.</summary>
public sealed class UnreportedMistakeTests(PackedFolder packed) : IClassFixture<PackedFolder>
{
    private const string Networks = """
        using DeepNet;

        System.Console.WriteLine(new Net().Parameters.Length);

        [Network, Input(4), Dense(0)]
        public sealed partial class Net;
        """;

    private const string Expected = "Dense 'Dense1' expects Units to be at least 1, but it is 0";

    [Fact]
    public void Each_way_to_switch_it_off()
    {
        string project = packed.WriteProject("Unreported", Networks, "");
        HasOneError(project, "error DEEP0200: " + Expected);
        HasOneError(project, "error CS1029: #error: 'DEEP0200 in Net: " + Expected, "-p:RunAnalyzers=false");
        HasOneError(project, "error CS1029: #error: 'DEEP0200 in Net: " + Expected, "-p:RunAnalyzersDuringBuild=false");
        HasOneError(project, "error DEEP0200: " + Expected, "-p:NoWarn=DEEP0200");
        File.WriteAllText(Path.Combine(project, ".editorconfig"), """
            root = true
            [*.cs]
            generated_code = true
            dotnet_diagnostic.DEEP0200.severity = none
            dotnet_analyzer_diagnostic.category-DeepNet.severity = none
            dotnet_analyzer_diagnostic.severity = none
            """);
        HasOneError(project, "error DEEP0200: " + Expected);
    }

    [Fact]
    public void A_forgotten_Network_without_analyzers() => HasOneError(
        packed.WriteProject("Forgotten", Networks.Replace("[Network, Input(4), Dense(0)]", "[Input(4), Dense(3)]", StringComparison.Ordinal).Replace("new Net().Parameters.Length", "new Net()", StringComparison.Ordinal), ""),
        "error CS1029: #error: 'DEEP0012 in Net: 'Net' has the network attribute [Input] but not [Network]", "-p:RunAnalyzers=false");

    private static void HasOneError(string project, string expected, params string[] arguments) =>
        Assert.Contains(expected, Assert.Single(DotNet.Errors(project, arguments)), StringComparison.Ordinal);
}
