using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Tests.Planning;

namespace DeepNet.Generators.Tests.Golden;

/// <summary>Convolutions whose output is pooled block by block: where there is a loop, what it says, and what memory is left.</summary>
public sealed class PoolingTextTests
{
    // 12 x 12 x 16 outputs are 9 KB, of which 28 samples are pooled in the cache. The second convolution prepares its weights once for a batch.
    private const string Layers = "Input(14, 14, 3), Conv2D(16, 3), ReLU, MaxPool2D(2), Conv2D(64, 3, Algorithm = ConvolutionAlgorithm.Winograd4), ReLU, AveragePool2D(2), Dense(10), CrossEntropyLoss, Adam";

    private const string Loop = """
                // MaxPool2D1 2x2 (stride 2), 12x12→6x6: max of x[2i + 0..1, 2j + 0..1]
                // Both for 28 samples at a time, so that windows are taken of what is still in the cache.
                for (int sample = 0, samples; sample < n; sample += samples)
                {
                    samples = int.Min(28, n - sample);
                    global::DeepNet.Generated.DirectConvolution_14x14x3_3x3_12x12x16_ReLU.Forward(
        """;

    [Fact]
    public void A_batch_that_does_not_fit_is_pooled_by_blocks()
    {
        string text = Forward("Network(MaxBatch = 29), " + Layers);

        // Inference, which evaluation calls, and training.
        Assert.Equal(2, text.Split(Loop).Length - 1);
        Assert.Equal(2, text.Split("for (int").Length - 1);
        Assert.Contains("ref At(TrainingMemory.ReLU1Output + sample * 2304), ref global::System.Runtime.CompilerServices.Unsafe.Add(ref input, sample * 588),", Flat(text), StringComparison.Ordinal);
        Assert.Contains("MaxPool2D1Output + sample * 576), ref At(TrainingMemory.ReLU1Output + sample * 2304), samples);", Flat(text), StringComparison.Ordinal);
        Assert.Contains("MaxPool2D1Output + sample * 576), ref At(InferenceMemory.ReLU1Output), samples);", Flat(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Network(MaxBatch = 28), ", "")]
    [InlineData("Network(MaxBatch = 29), ", "BatchNorm, ")]
    [InlineData("Network(MaxBatch = 29), ", "Tanh, ")]
    public void What_fits_or_is_not_pooled_next_is_computed_as_a_whole(string network, string between) =>
        Assert.DoesNotContain("for (int", Forward(network + Layers.Replace("ReLU, Max", "ReLU, " + between + "Max")), StringComparison.Ordinal);

    [Fact]
    public void Threads_go_over_their_samples_by_blocks()
    {
        string text = Forward("Network(MaxBatch = 128), " + Layers);

        Assert.Contains("for (int sample = first, samples; sample < first + count; sample += samples)", text, StringComparison.Ordinal);
        Assert.Contains("ref Scratch(64512, 0), ref global::System.Runtime.CompilerServices.Unsafe.Add(ref caller, sample * 588),", Flat(text), StringComparison.Ordinal);
        Assert.Contains("ref network.At(InferenceMemory.MaxPool2D1Output + sample * 576), ref Scratch(64512, 0),", Flat(text), StringComparison.Ordinal);
    }

    /// <summary>A text on one line: where the arguments of a call are broken does not matter here.</summary>
    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Inference_keeps_one_block()
    {
        CpuPlan plan = Plans.Of("Network(MaxBatch = 128), " + Layers);

        Assert.Equal(28 * 2304, Size(plan.Inference));
        Assert.Equal(128 * 2304, Size(plan.Training!));

        static long Size(StepProgram program) => program.Memory.Offsets.Keys.Single(t => t.Name == "ReLU1Output").Elements(128);
    }

    [Theory]
    [InlineData("AveragePool2D(2)", 28)]
    [InlineData("MaxPool2D(2), Flatten(Name = \"b\"), GlobalAveragePool2D(From = \"a\", Name = \"c\"), Concat(\"b\", \"c\")", 128)]
    public void Training_keeps_what_someone_else_reads(string after, int samples)
    {
        CpuPlan plan = Plans.Of($"Network(MaxBatch = 128), Input(14, 14, 3), Conv2D(16, 3, Name = \"a\"), {after}, Dense(10), CrossEntropyLoss, Adam");

        Assert.All(new[] { plan.Inference, plan.Training! }, p => Assert.Equal(samples * 2304, p.Memory.Offsets.Keys.Single(t => t.Name == "AOutput").Elements(128)));
        Assert.All(new[] { plan.Inference, plan.Training! }, p => Assert.Contains(p.Steps, s => s is PooledStep));
    }

    [Theory]
    [InlineData(Layers)]
    [InlineData("Input(20, 20, 3), Conv2D(16, 3, Padding = 1), Tanh, AveragePool2D(3, Stride = 2), Conv2D(16, 5, Groups = 2), Gelu, MaxPool2D(2), Conv2D(8, 1), MaxPool2D(2), Dense(4), CrossEntropyLoss, Adam")]
    [InlineData("Input(500, 3), Conv1D(8, 5), AveragePool1D(2), Conv1D(8, 5, Padding = 2), Silu, MaxPool1D(4), Flatten, Dense(4), CrossEntropyLoss, Adam")]
    public void No_block_overwrites_what_another_needs(string layers)
    {
        CpuPlan plan = Plans.Of("Network(MaxBatch = 300), " + layers);
        foreach (StepProgram program in new[] { plan.Inference, plan.Training! })
        {
            Assert.Contains(program.Steps, s => s is PooledStep);
            LivenessChecker.Check(program, plan.Network.MaxBatch, layers);
        }
    }

    private static string Forward(string attributes) => Verify.IsClean($"using DeepNet; [{attributes}] public sealed partial class Net;").Files["Net.Forward.g.cs"];
}
