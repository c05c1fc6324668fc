using System.Reflection;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Tests.Fixtures;

namespace DeepNet.Generators.Tests.Kernels;

/// <summary>
/// Networks whose loops have forms of 512, 256 and 128 bits train alike with each of them, whatever the hardware has: wider vectors run in the base library's fallback. Units and tokens fill some vectors of every width and leave a rest.
/// </summary>
public sealed class VectorWidthTests
{
    private const string Networks = """
        using System;
        using System.Collections.Generic;
        using DeepNet;

        [Network(MaxBatch = 3, Precision = Precision.$PRECISION)]
        [Input(4, 5)]
        [Lstm(45, ReturnSequences = true), Gru(29), Dense(45), Gelu, Dense(61), Silu, Dense(3)]
        [CrossEntropyLoss]
        [Adam(LearningRate = 0.01f, Epsilon = 0.01f)]
        internal sealed partial class Recurrent;

        [Network(MaxBatch = 2, Precision = Precision.$PRECISION)]
        [Input(45, Integer = true)]
        [Embedding(7, 12), PositionalEmbedding, TransformerBlock(2, 29, Causal = true), Dense(3, PerStep = true)]
        [CrossEntropyLoss]
        [Adam(LearningRate = 0.01f, Epsilon = 0.01f)]
        internal sealed partial class Attention;

        public static class Training
        {
            public static double[] Run()
            {
                List<double> results = [];
                Random random = new(5);
                Recurrent recurrent = new(seed: 1);
                Attention attention = new(seed: 1);
                for (int step = 0; step < 4; step++)
                {
                    // A single sample is updated by an outer product.
                    int samples = step == 3 ? 1 : 3;
                    $TYPE[] inputs = new $TYPE[samples * 20];
                    int[] labels = new int[samples];
                    for (int i = 0; i < inputs.Length; i++)
                    {
                        inputs[i] = ($TYPE)(random.NextDouble() * 4 - 2);
                    }

                    for (int i = 0; i < samples; i++)
                    {
                        labels[i] = random.Next(3);
                    }

                    results.Add(recurrent.TrainStep(inputs, labels));
                    int[] tokens = new int[90];
                    int[] next = new int[90];
                    for (int i = 0; i < 90; i++)
                    {
                        tokens[i] = random.Next(7);
                        next[i] = random.Next(3);
                    }

                    results.Add(attention.TrainStep(tokens, next));
                }

                foreach ($TYPE weight in recurrent.Dense1.Weight)
                {
                    results.Add(weight);
                }

                foreach ($TYPE weight in attention.Dense1.Weight)
                {
                    results.Add(weight);
                }

                return [.. results];
            }
        }
        """;

    [Theory]
    [InlineData("Single", "float", 1e-4)]
    [InlineData("Double", "double", 1e-11)]
    public void Networks_train_alike_with_vectors_of_every_width(string precision, string type, double tolerance)
    {
        string source = Networks.Replace("$PRECISION", precision, StringComparison.Ordinal).Replace("$TYPE", type, StringComparison.Ordinal);
        string[] files = [source, .. GeneratorRun.Of(source).Compilation.SyntaxTrees.Skip(1).Select(t => t.ToString())];
        double[] expected = Train(files, 128);
        Assert.True(expected.Length > 100);
        foreach (int bits in new[] { 256, 512 })
        {
            Assert.Contains(files, f => f.Contains($"Vector{bits}.IsHardwareAccelerated", StringComparison.Ordinal));
            double[] actual = Train(files, bits);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.True(Math.Abs(actual[i] - expected[i]) <= tolerance, $"Result {i} is {actual[i]} with {bits} bits, {expected[i]} with 128.");
            }
        }
    }

    /// <summary>What the files compute as if the hardware had vectors of so many bits.</summary>
    private static double[] Train(string[] files, int bits)
    {
        return Sources.Load(Sources.Compile([.. files.Select(f => Sources.WithVectors(f, bits))])).GetType("Training", throwOnError: true)!.GetMethod("Run")!.CreateDelegate<Func<double[]>>()();
    }
}
