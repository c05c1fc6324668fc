using System.IO.Compression;

namespace DeepNet.Package.Tests;

/// <summary>The package as a user gets it: packed, restored from a folder into a fresh project outside the repository, built, run.</summary>
public sealed class PackageTests : IClassFixture<PackedFolder>
{
    private readonly PackedFolder _packed;

    public PackageTests(PackedFolder packed) => _packed = packed;

    [Fact]
    public void Package_carries_runtime_generator_and_build_files()
    {
        using ZipArchive package = ZipFile.OpenRead(_packed.PackagePath);
        string[] files = package.Entries.Select(e => e.FullName).ToArray();

        Assert.Contains("lib/net9.0/DeepNet.Runtime.dll", files);
        Assert.Contains("lib/net10.0/DeepNet.Runtime.dll", files);
        Assert.Contains("lib/net10.0/DeepNet.Runtime.xml", files);
        Assert.Contains("analyzers/dotnet/cs/DeepNet.Generators.dll", files);
        Assert.Contains("build/DeepNet.targets", files);
        Assert.Contains("buildTransitive/DeepNet.targets", files);
        Assert.Contains("README.md", files);
    }

    [Fact]
    public void Package_depends_on_nothing()
    {
        using ZipArchive package = ZipFile.OpenRead(_packed.PackagePath);
        using StreamReader reader = new(package.Entries.Single(e => e.FullName == "DeepNet.nuspec").Open());

        Assert.DoesNotContain("<dependency ", reader.ReadToEnd());
    }

    [Fact]
    public void Fresh_project_trains_a_network_without_settings_or_warnings()
    {
        string project = _packed.WriteProject("Fresh", Program, "<AnalysisLevel>latest-all</AnalysisLevel><TreatWarningsAsErrors>true</TreatWarningsAsErrors><GenerateDocumentationFile>true</GenerateDocumentationFile><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>");

        string output = DotNet.Run(project, "run", "-c", "Release");

        Assert.Contains("learned: True", output);
    }

    [Theory]
    [InlineData("net9.0", "avx2,fma,bmi,bmi2,lzcnt,movbe,popcnt")]
    [InlineData("net10.0", "x86-64-v3")]
    public void Native_AOT_keeps_AVX2(string framework, string expected)
    {
        string project = _packed.WriteProject("Aot" + framework, Program, "<PublishAot>true</PublishAot><ImplicitUsings>enable</ImplicitUsings>", framework, restoreAot: false);

        string set = DotNet.Run(project, "msbuild", "-getProperty:IlcInstructionSet", "-p:RuntimeIdentifier=linux-x64").Trim();

        Assert.Equal(expected, set);
    }

    [Fact]
    public void Options_of_the_project_reach_the_generator()
    {
        string project = _packed.WriteProject("Options", Program, "<DeepNetL1CacheBytes>49152</DeepNetL1CacheBytes><ImplicitUsings>enable</ImplicitUsings>");

        DotNet.Run(project, "restore");

        string visible = DotNet.Run(project, "msbuild", "-getItem:CompilerVisibleProperty");

        Assert.Contains("\"DeepNetL1CacheBytes\"", visible);
        Assert.Contains("\"DeepNetL2CacheBytes\"", visible);
    }

    [Theory]
    [InlineData("-p:RuntimeIdentifier=linux-arm64")]
    [InlineData("-p:DeepNetKeepIlcDefault=true")]
    public void Native_AOT_is_left_alone_where_AVX2_is_not_wanted(string property)
    {
        string project = _packed.WriteProject("Plain" + property.Length, Program, "<PublishAot>true</PublishAot><ImplicitUsings>enable</ImplicitUsings>", restoreAot: false);

        Assert.Equal("", DotNet.Run(project, "msbuild", "-getProperty:IlcInstructionSet", property).Trim());
    }

    private const string Program = """
        using DeepNet;

        Console.WriteLine($"{XorNet.ParameterCount} parameters");
        XorNet network = new(seed: 7);
        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
        int[] labels = [0, 1, 1, 0];
        for (int step = 0; step < 500; step++)
        {
            _ = network.TrainStep(inputs, labels);
        }

        float[] probabilities = new float[8];
        network.Predict(inputs, probabilities);
        bool learned = true;
        for (int i = 0; i < labels.Length; i++)
        {
            learned &= probabilities[i * 2 + labels[i]] > 0.9f;
        }

        Console.WriteLine($"learned: {learned}");

        /// <summary>Learns exclusive or.</summary>
        [Network(MaxBatch = 4)]
        [Input(2)]
        [Dense(8), Tanh, Dense(2)]
        [CrossEntropyLoss]
        [Adam(LearningRate = 0.05f)]
        internal sealed partial class XorNet;
        """;
}
