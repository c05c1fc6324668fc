using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Attention;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Planning;

/// <summary>What attention needs and what its code says.</summary>
public sealed class AttentionTests
{
    /// <summary>No matrix of steps × steps is stored: twice the steps take twice the memory, in inference and in training.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(", Causal = true")]
    [InlineData(", Rotary = true, Dropout = 0.1f")]
    public void Memory_grows_with_the_steps_and_not_with_their_square(string arguments)
    {
        long[] inference = new long[3];
        long[] training = new long[3];
        for (int i = 0; i < inference.Length; i++)
        {
            CpuPlan plan = Plans.Of($"Network(MaxBatch = 4), Input({256 << i}, 32), MultiHeadAttention(4{arguments}), MeanSquaredErrorLoss, Sgd");
            inference[i] = plan.Inference.Memory.Elements;
            training[i] = plan.Training!.Memory.Elements;
        }

        Assert.Equal(2 * (inference[1] - inference[0]), inference[2] - inference[1]);
        Assert.Equal(2 * (training[1] - training[0]), training[2] - training[1]);
        Assert.True(inference[2] < 4L * 4 * 1024 * 1024, $"{inference[2]} elements, as many as all weights of the attention");
    }

    /// <summary>What the layer allows for a head is enough for what the kernels take.</summary>
    [Theory]
    [InlineData(1, 1, 1, false)]
    [InlineData(3, 100, 65, true)]
    [InlineData(64, 1024, 63, false)]
    [InlineData(5, 23, 4097, true)]
    public void Scratch_is_within_the_bound_that_the_layer_checks(int headSize, int queries, int keys, bool isCausal)
    {
        AttentionSizes sizes = new(new AttentionShape(2, headSize, queries, keys, isCausal), HasMask: true, HasDropout: true);
        Assert.InRange(sizes.BackwardScratch, sizes.ForwardScratch, (long)AttentionShape.MostScratch(keys, headSize));
    }

    [Fact]
    public void Counts()
    {
        CpuPlan plan = Plans.Of("Network, Input(16, 12), MultiHeadAttention(3)");

        // Four weights of 12 x 12; the bias of keys is left out.
        Assert.Equal(4 * 144 + 3 * 12, plan.Network.ParameterCount);
        Assert.Equal(16 * (4 * 2 * 144 + 3 * 12) + 3 * 16 * 16 * (4 * 4 + 5), plan.Network.FlopsPerSample);
        Assert.Equal(4 * 144 + 4 * 12, Plans.Of("Network, Input(16, 12), MultiHeadAttention(3, Rotary = true)").Network.ParameterCount);
        Assert.Equal(4 * 12 * 24, Plans.Of("Network, Input(16, 12), MultiHeadAttention(3, HeadSize = 8, Bias = false)").Network.ParameterCount);
    }

    [Theory]
    [InlineData("", 2 * 16)]
    [InlineData(", PreNorm = false", 2 * 16)]
    [InlineData(", UseRmsNorm = true, UseReLU = true, Dropout = 0.1f", 2 * 8)]
    public void A_block_has_the_parameters_of_its_layers(string arguments, int ofNorms)
    {
        CpuPlan plan = Plans.Of($"Network, Input(5, 8), TransformerBlock(2, 12{arguments})");
        Assert.Equal(4 * 64 + 3 * 8 + ofNorms + 8 * 12 + 12 + 12 * 8 + 8, plan.Network.ParameterCount);
        string[] names = [.. plan.Network.Parameters.Select(p => p.FileName)];
        Assert.Contains("TransformerBlock1Attention.queryWeight", names);
        Assert.Contains("TransformerBlock1AttentionNorm.gamma", names);
        Assert.Contains("TransformerBlock1Expand.weight", names);
        Assert.Contains("TransformerBlock1Contract.bias", names);
        Assert.Contains("TransformerBlock1FeedForwardNorm.gamma", names);
    }

    [Fact]
    public void Positions_are_a_parameter_or_a_table()
    {
        Assert.Equal(16 * 12, Plans.Of("Network, Input(16, 12), PositionalEmbedding").Network.ParameterCount);
        CpuPlan plan = Plans.Of("Network, Input(16, 12), PositionalEmbedding(Sinusoidal = true)");
        Assert.Equal(0, plan.Network.ParameterCount);
        Assert.Equal(0, plan.Network.SavedBufferCount);
        Assert.Equal(16 * 12, plan.Network.Buffers.Single().Size);
    }

    [Theory]
    [InlineData("Net.Forward.g.cs", "// MultiHeadAttention1, 3 heads of 4, 16 steps, causal, rotary: softmax(query · keyᵀ / √4) · value for each head")]
    [InlineData("Net.Forward.g.cs", "// Position: PositionalEmbedding [16, 12]: [n, 16, 12] = input + weight")]
    [InlineData("Net.Backward.g.cs", "dValue = Pᵀ · dHeads, dS = P ∘ (dHeads · valueᵀ - rowsum(dHeads ∘ heads)) / √4, dQuery = dS · key, dKey = dSᵀ · query")]
    [InlineData("Net.Backward.g.cs", "// Position: PositionalEmbedding [16, 12]: dWeight = the sum of dOutput over the batch")]
    public void The_code_says_formulas_and_sizes(string file, string text)
    {
        GeneratorRun run = GeneratorRun.Of("""
            using DeepNet;
            [Network, Input(16, 12), PositionalEmbedding(Name = "position"), MultiHeadAttention(3, Causal = true, Rotary = true), MeanSquaredErrorLoss, Adam]
            public sealed partial class Net;
            """);

        Assert.Contains(text, run.Files[file], StringComparison.Ordinal);
    }
}
