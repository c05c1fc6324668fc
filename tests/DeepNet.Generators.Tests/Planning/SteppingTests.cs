using DeepNet.Generators.Backends.Cpu;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Tests.Planning;

/// <summary>Which networks get <c>Step</c>, and that it gives what <c>Forward</c> gives: each layer that takes one step of a sequence at a time.</summary>
public sealed class SteppingTests
{
    private const int Steps = 5;
    private const int Features = 6;
    private const string Hidden = "Lstm(6, ReturnSequences = true, Name = \"h\"), ";
    private const double Tolerance = 1e-14;

    [Theory]
    [InlineData("LayerNorm, Gru(8)", 8)]
    [InlineData(Hidden + "LayerNorm", 6)]
    [InlineData(Hidden + "RmsNorm, Dense(3, PerStep = true)", 3)]
    [InlineData(Hidden + "BatchNorm, Tanh", 6)]
    [InlineData("BatchNorm, SimpleRnn(4)", 4)]
    [InlineData(Hidden + "L2Normalize", 6)]
    [InlineData("Softmax, Gru(4, ReturnSequences = true), Softmax", 4)]
    [InlineData(Hidden + "Add(\"h\", \"input\")", 6)]
    [InlineData(Hidden + "Subtract(\"h\", \"input\")", 6)]
    [InlineData(Hidden + "Multiply(\"h\", \"input\"), Gru(3)", 3)]
    [InlineData(Hidden + "Dot(\"h\", \"input\")", 1)]
    [InlineData(Hidden + "Dot(\"h\", \"input\", Name = \"scale\"), Multiply(\"h\", \"scale\")", 6)]
    [InlineData(Hidden + "Concat(\"h\", \"input\"), Dense(2, PerStep = true), ReLU", 2)]
    [InlineData("Slice(1, 3, Axis = 1), Gru(4, ReturnSequences = true), Slice(-2, 2, Axis = -1)", 2)]
    [InlineData("Permute(0, 1), Gru(4)", 4)]
    [InlineData("Conv1D(4, 1), ReLU, Lstm(5, ReturnSequences = true), Conv1D(2, 1)", 2)]
    [InlineData("Conv1D(4, 1), PReLU, Lstm(5, ReturnSequences = true), PReLU(Shared = true), Dense(2, PerStep = true), PReLU", 2)]
    [InlineData("Dropout(0.3f), Lstm(5, Layers = 2, Dropout = 0.2f), Dropout(0.5f)", 5)]
    [InlineData("Lstm(8), Reshape(4, 2), GroupNorm(2), Flatten, Dense(3)", 3)]
    [InlineData("Lstm(8), Reshape(4, 2), Gru(3, Bidirectional = true), Dense(2)", 2)]
    [InlineData("Lstm(8), Reshape(4, 2), MultiHeadAttention(2), GlobalAveragePool1D", 2)]
    [InlineData("Gru(8, ReturnSequences = true), Lstm(8), Reshape(2, 2, 2), Conv2D(3, 2), Flatten", 3)]
    public void Step_gives_what_forward_gives(string layers, int width)
    {
        double[][] values = Run(layers, width);
        double[] expected = values[0];
        Assert.Contains(expected, x => Math.Abs(x) > 1e-3);
        bool isSequence = expected.Length == 3 * Steps * width;
        for (int step = isSequence ? 0 : Steps - 1; step < Steps; step++)
        {
            for (int i = 0; i < 3 * width; i++)
            {
                double e = isSequence ? expected[(i / width * Steps + step) * width + i % width] : expected[i];
                Assert.True(Math.Abs(values[1 + step][i] - e) <= Tolerance, $"Step {step}, {i}: {values[1 + step][i]}, expected {e}");
            }
        }
    }

    [Theory]
    [InlineData("Input(5, 2), Lstm(4, ReturnSequences = true), Dense(4, PerStep = true), CtcLoss(2), Adam")]
    [InlineData("Input(5, 2, Name = \"a\"), Input(5, 3, Name = \"b\"), Concat(\"a\", \"b\"), Gru(4)")]
    [InlineData("Input(5, Integer = true, Name = \"word\"), Embedding(9, 4), Input(5, 3, Name = \"b\"), Concat(\"embedding1\", \"b\"), Gru(4)")]
    [InlineData("Input(5, 2), Lstm(4, ReturnSequences = true, Name = \"h\"), Dense(2, PerStep = true), MeanSquaredErrorLoss, Gru(3, From = \"h\"), Dense(2), MeanSquaredErrorLoss, Adam")]
    public void A_network_takes_steps(string layers)
    {
        CpuPlan plan = Plans.Of($"Network, {layers}");
        Assert.NotNull(plan.Stepping);
        Assert.Null(plan.Network.NoStepping);
        Assert.Equal(plan.Network.Graph.Outputs.Select(n => n.Name), plan.Network.Stepping!.Graph.Outputs.Select(n => n.Name));
    }

    [Fact]
    public void A_network_without_recurrent_layers_is_not_spoken_of() =>
        Assert.True(Plans.Of("Network, Input(5, 2), Dense(3, PerStep = true)").Network is { Stepping: null, NoStepping: null });

    [Fact]
    public void Documentation_says_why_there_is_no_Step()
    {
        GeneratorRun run = GeneratorRun.Of("using DeepNet; [Network, Input(5, 2), Lstm(3, Bidirectional = true)] public partial class Net;");
        Assert.Contains("/// There is no <c>Step</c>: Lstm 'Lstm1' also goes through the sequence from its end (DEEP0160).", run.Files["Net.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("Net.Stepping.g.cs", run.Files.Keys);
    }

    [Fact]
    public void Two_inputs_step_together() => Assert.Contains(
        "public void Step(global::System.ReadOnlySpan<float> a, global::System.ReadOnlySpan<float> b, global::System.Span<float> output)",
        GeneratorRun.Of("using DeepNet; [Network, Input(5, 2, Name = \"a\"), Input(5, 3, Name = \"b\"), Concat(\"a\", \"b\"), Gru(4)] public partial class Net;").Files["Net.Stepping.g.cs"],
        StringComparison.Ordinal);

    /// <summary>What Forward gives for three sequences, then what each Step gives.</summary>
    private static double[][] Run(string layers, int width)
    {
        GeneratorRun run = GeneratorRun.Of($$"""
            using System;
            using DeepNet;

            [Network(MaxBatch = 3, Precision = Precision.Double), Input({{Steps}}, {{Features}}), {{layers}}]
            public sealed partial class Net;

            public static class Sequence
            {
                public static double[][] Run()
                {
                    Net net = new(3);
                    for (int i = 0; i < net.Parameters.Length; i++)
                    {
                        net.Parameters[i] += i * 37 % 19 / 50.0 - 0.17;
                    }

                    // Running statistics beside 0 and 1.
                    for (int i = 0; i < net.Buffers.Length; i++)
                    {
                        net.Buffers[i] = 0.5 + i * 7 % 5 / 10.0;
                    }

                    double[][] values = new double[1 + {{Steps}}][];
                    double[] input = new double[3 * {{Steps * Features}}], step = new double[3 * {{Features}}];
                    for (int i = 0; i < input.Length; i++)
                    {
                        input[i] = i * 53 % 41 / 20.0 - 1;
                    }

                    values[0] = new double[3 * Net.OutputSize];
                    net.Forward(input, values[0]);
                    for (int s = 0; s < {{Steps}}; s++)
                    {
                        for (int n = 0; n < 3; n++)
                        {
                            input.AsSpan((n * {{Steps}} + s) * {{Features}}, {{Features}}).CopyTo(step.AsSpan(n * {{Features}}));
                        }

                        values[1 + s] = new double[3 * {{width}}];
                        net.Step(step, values[1 + s]);
                    }

                    return values;
                }
            }
            """);
        return (double[][])Sources.Load((CSharpCompilation)run.Compilation).GetType("Sequence")!.GetMethod("Run")!.Invoke(null, null)!;
    }
}
