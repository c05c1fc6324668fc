using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Tests.Names;

/// <summary>What the compiler warns of in the user's own file, where a pragma can silence it, it does not say again in generated files, which a pragma does not reach.</summary>
public sealed class UserChoiceTests
{
    [Theory]
    [InlineData("[Network, Input(8), Dense(4, Name = \"h\"), ReLU, Dense(3), CrossEntropyLoss, Adam] public sealed partial class net;")]
    [InlineData("[Network, Input(6, 4), Lstm(8), Dense(3)] public sealed partial class steps;")]
    [InlineData("public partial class outer { public static partial class inner { [Network, Input(8), Dense(4)] public partial class deep; } }")]
    [InlineData("[Network, Input(8), Dense(0)] public sealed partial class faulty;")]
    [InlineData("[Network, Input(8), Dense(4)] public partial class Net : Old; [System.Obsolete] public class Old;")]
    [InlineData("[Network, Input(8), Dense(4)] public partial class Net : Old; public class Old { [System.Obsolete(\"x\")] protected Old() { } }")]
    [InlineData("[System.Obsolete] [Network, Input(8), Dense(4), MeanSquaredErrorLoss, Sgd] public partial class Net;")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] [Network, Input(8), Dense(4), MeanSquaredErrorLoss, Sgd] public partial class Net;")]
    public void Is_said_once(string declaration)
    {
        GeneratorRun run = GeneratorRun.Of("#pragma warning disable CS8981, CS0612, CS0618\nusing DeepNet;\n" + declaration);
        Assert.NotEmpty(run.Files);
        Assert.Equal("", Verify.Text(run.CompilerDiagnostics));
    }

    [Fact]
    public void Is_said_in_the_users_file()
    {
        Diagnostic warning = Assert.Single(GeneratorRun.Of("using DeepNet; [Network, Input(8), Dense(4)] public sealed partial class net;").CompilerDiagnostics);
        Assert.Equal(("CS8981", "File0.cs"), (warning.Id, warning.Location.SourceTree?.FilePath));
    }
}
