using DeepNet.Generators.Losses;

namespace DeepNet.Generators.Tests.Summaries;

/// <summary>What F12 says of a loss, and which spans the members take because of it.</summary>
public sealed class LossSummaryTests
{
    private const string Floats = "global::System.ReadOnlySpan<float>";

    [Theory]
    [InlineData("CrossEntropyLoss(ClassWeights = new[] { 1f, 2f, 3f }, IgnoreIndex = -1)", "Softmax + weighted cross entropy over 3 classes, without label -1", "classes from 0 to 2, or -1 for none")]
    [InlineData("FocalLoss(Gamma = 1.5f)", "Softmax + focal loss over 3 classes: (1 - p)^1.5 · -log(p)", "RunPrediction")]
    [InlineData("BinaryFocalLoss(Alpha = 0.25f)", "(target = 1 ? 0.25 : 0.75) · (1 - p)^2 · -log(p)", "RunPrediction")]
    [InlineData("KLDivergenceLoss(Temperature = 3)", "KL(target || softmax) over 3 classes at temperature 3", "RunPrediction")]
    [InlineData("MultiClassHingeLoss(Squared = true)", "Σ max(1 - x[label] + x[i], 0)² / classes", "ReadOnlySpan<int> labels")]
    [InlineData("HingeLoss", "max(1 - target · x, 0), mean", "targets")]
    [InlineData("CosineLoss", "1 - cosine similarity over 3", "targets")]
    [InlineData("PoissonLoss", "exp(x) - target · x, mean", "RunPrediction")]
    [InlineData("QuantileLoss(0.9f)", "e &gt; 0 ? 0.9 · e : ", "targets")]
    [InlineData("LogCoshLoss", "log(cosh(x - target)), mean", "targets")]
    public void The_table_has_the_formula(string loss, params string[] parts)
    {
        string text = Text($"Input(4), Dense(3), {loss}, Adam");
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Contains("ITrainable<Net", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Alignments_say_their_sizes() =>
        Assert.Contains("CTC of up to 3 labels over 5 steps of 6 classes, blank 0", Text("Input(5, 4), Dense(6, PerStep = true), CtcLoss(3), Adam"), StringComparison.Ordinal);

    [Fact]
    public void Sample_weights_are_one_more_span()
    {
        string text = Text("Input(4), Dense(3), CrossEntropyLoss(SampleWeights = true), Adam");
        Assert.Contains($"TrainStep({Floats} input, global::System.ReadOnlySpan<int> labels, {Floats} weights)", text, StringComparison.Ordinal);
        Assert.Contains("IPredictor<Net, float>", text, StringComparison.Ordinal);
        Assert.Contains("factors of the samples' losses", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_weights_of_one_of_two_losses_have_its_name()
    {
        string text = Text("Input(4), Dense(8, Name = \"trunk\"), Dense(3, Name = \"a\"), CrossEntropyLoss(SampleWeights = true), Dense(1, Name = \"b\", From = \"trunk\"), MeanSquaredErrorLoss, Adam");
        Assert.Contains($"TrainStep({Floats} input, global::System.ReadOnlySpan<int> aLabels, {Floats} aWeights, {Floats} bTargets)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Triplets_take_no_targets()
    {
        string text = Text("""
            Input(4, Name = "x"), Input(4, Name = "y"), Input(4, Name = "z"), Dense(6, Name = "a", From = "x"), Dense(6, Name = "p", From = "y", SharedWith = "a"),
            Dense(6, Name = "n", From = "z", SharedWith = "a"), TripletLoss(From = "a", Positive = "p", Negative = "n"), Adam
            """);
        Assert.Contains($"TrainStep({Floats} x, {Floats} y, {Floats} z)", text, StringComparison.Ordinal);
        Assert.Contains("max(|a - p| - |a - n| + 1, 0)", text, StringComparison.Ordinal);
        Assert.Contains("TargetSize = 0", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input(4), Dense(1), CrossEntropyLoss(SampleWeights = true), Adam", "labels, " + Floats + " weights)")]
    [InlineData("Input(4), Dense(3), TripletLoss(Positive = \"p\"), Adam", "TrainStep(" + Floats + " input)")]
    public void The_skeleton_of_a_faulty_network_takes_the_same_spans(string attributes, string part) => Assert.Contains(part, Text(attributes, isFaulty: true), StringComparison.Ordinal);

    private static string Text(string attributes, bool isFaulty = false)
    {
        GeneratorRun run = GeneratorRun.Of($"using DeepNet; [Network, {attributes}] public sealed partial class Net;");
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(isFaulty, run.AnalyzerDiagnostics.Count > 0);
        return run.Files["Net.g.cs"] + (isFaulty ? "" : run.Files["Net.Forward.g.cs"]);
    }
}
