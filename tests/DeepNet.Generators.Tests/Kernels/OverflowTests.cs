using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Tests.Kernels;

/// <summary>
/// A project may check integers for overflow (<c>CheckForOverflowUnderflow</c>). Generated code says for itself that they wrap around, so it
/// is the same instructions there: as right and as fast.
/// </summary>
public sealed partial class OverflowTests
{
    // Hundreds of small networks whose kernels are those of the others.
    private static readonly string[] Repeating = ["DeepNet.Networks.Tests", "DeepNet.Kernels.Tests/DoubleNetworks.cs"];

    /// <summary>The folders of test networks, and the files that hold them beside tests.</summary>
    public static TheoryData<string> Places() =>
    [
        .. Directory.GetDirectories(Tests(), "DeepNet.*.Tests")
            .SelectMany(folder => Directory.GetDirectories(folder, "Networks").Concat(Directory.GetFiles(folder, "*Networks.cs")))
            .Select(place => Path.GetRelativePath(Tests(), place).Replace('\\', '/'))
            .Where(place => !Repeating.Any(r => place.StartsWith(r, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_project_that_checks_for_overflow_gets_the_same_instructions(string place)
    {
        string path = Path.Combine(Tests(), place);
        string[] files = File.Exists(path) ? [path] : Directory.GetFiles(path, "*.cs");
        Compilation compilation = GeneratorRun.Of([.. files.Select(f => OfTests().Replace(File.ReadAllText(f), "")), "global using System;"]).Compilation;
        List<(string Method, byte[] Body)> expected = Bodies(compilation, isChecked: false);
        List<(string Method, byte[] Body)> actual = Bodies(compilation, isChecked: true);
        Assert.Equal(expected.Select(m => m.Method), actual.Select(m => m.Method));
        Assert.Empty(expected.Zip(actual).Where(pair => !pair.First.Body.AsSpan().SequenceEqual(pair.Second.Body)).Select(pair => pair.First.Method));
    }

    // The rows above an image are row -1 and less, which unsigned are beyond the last; masks of dropout are hashes.
    [Theory]
    [InlineData("Input(5, 5, 2), Conv2D(3, 3, Padding = Padding.Same, Algorithm = ConvolutionAlgorithm.ImplicitGemm)")]
    [InlineData("Input(5, 5, 2), ConvTranspose2D(4, 3, Stride = 2, Padding = 1)")]
    [InlineData("Input(9, 9, 1), Conv2D(8, 5, Padding = Padding.Same), Conv2D(16, 5, Padding = Padding.Same, Stride = 2)")]
    [InlineData("Input(9, 9, 1), Conv2D(8, 3, Padding = Padding.Same, Algorithm = ConvolutionAlgorithm.Winograd4), MaxPool2D(3, Stride = 2, Padding = 1)")]
    [InlineData("Input(6, 4), MultiHeadAttention(2, Causal = true, Dropout = 0.3f), Dropout(0.5f)")]
    public void A_step_of_training_gives_the_same_bits(string layers)
    {
        Compilation compilation = GeneratorRun.Of($$"""
            using DeepNet;

            [Network(MaxBatch = 3), {{layers}}, Dense(2), MeanSquaredErrorLoss, Adam]
            public sealed partial class Net;

            public static class Training
            {
                public static float[] Run()
                {
                    Net net = new(1);
                    float[] input = new float[3 * Net.InputSize], target = new float[3 * 2], output = new float[3 * 2];
                    for (int i = 0; i < input.Length; i++)
                    {
                        input[i] = i * 37 % 19 / 10f - 0.9f;
                    }

                    float loss = net.TrainStep(input, target);
                    net.Forward(input, output);
                    return [loss, .. output, .. net.Parameters];
                }
            }
            """).Compilation;
        Assert.Equal(Run(compilation, isChecked: false), Run(compilation, isChecked: true));
    }

    private static float[] Run(Compilation compilation, bool isChecked) =>
        (float[])Sources.Load((CSharpCompilation)WithOverflow(compilation, isChecked)).GetType("Training")!.GetMethod("Run")!.Invoke(null, null)!;

    private static Compilation WithOverflow(Compilation compilation, bool isChecked) =>
        compilation.WithOptions(((CSharpCompilationOptions)compilation.Options).WithOptimizationLevel(OptimizationLevel.Release).WithOverflowChecks(isChecked));

    /// <summary>The instructions of all methods.</summary>
    private static List<(string Method, byte[] Body)> Bodies(Compilation compilation, bool isChecked)
    {
        using MemoryStream bytes = new();
        Assert.Empty(WithOverflow(compilation, isChecked).Emit(bytes).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        bytes.Position = 0;
        using PEReader file = new(bytes);
        MetadataReader metadata = file.GetMetadataReader();
        List<(string, byte[])> bodies = [];
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(m => m.RelativeVirtualAddress != 0))
        {
            string type = metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name);
            bodies.Add(($"{type}.{metadata.GetString(method.Name)}", file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!));
        }

        return bodies;
    }

    private static string Tests([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(path, "../../.."));

    /// <summary>What is declared with the tests: the interface that a network implements.</summary>
    [GeneratedRegex(@"using DeepNet\.Networks\.Tests\.Subjects;| : I\w+<[^;]*>(?=;)")]
    private static partial Regex OfTests();
}
