using DeepNet.Generators.Losses;

namespace DeepNet.Generators.Tests.Declarations;

/// <summary>What F12 shows of optimizers and their options, and which updates are part of backward.</summary>
public sealed class OptimizerTextTests
{
    [Theory]
    [InlineData("Sgd(Momentum = 0.9f, Dampening = 0.1f)", "velocity = momentum · velocity + (1 - dampening) · gradient; weight -= learningRate · velocity")]
    [InlineData("Adam(AmsGrad = true)", "vMax = max(vMax, v); weight -= stepSize · m / (√vMax · correction + ε)")]
    [InlineData("AdaGrad", "squares += g²; weight -= learningRate · g / (√squares + ε)")]
    [InlineData("AdaDelta", "Δ = √(u + ε) / √(v + ε) · g")]
    [InlineData("RmsProp(Centered = true)", "weight -= learningRate · g / (√(v - mean²) + ε)")]
    [InlineData("Adamax", "u = max(β2 u, |g| + ε)")]
    [InlineData("NAdam", "μₜ = β1 (1 - ½ · 0.96^(t · momentumDecay))")]
    [InlineData("RAdam", "ρₜ &gt; 5 ?")]
    [InlineData("Lion", "weight -= learningRate · sign(β1 m + (1 - β1) g); m = β2 m + (1 - β2) g")]
    [InlineData("Lamb", "weight -= learningRate · ‖weight‖ / ‖direction‖ · direction")]
    [InlineData("Muon", "matrices, except those of embeddings and outputs: m = momentum · m + (1 - momentum) g; direction = momentum · m + (1 - momentum) g, orthogonalised")]
    [InlineData("Muon", "others: m = β1 m + (1 - β1) g")]
    [InlineData("Adam(ClipGlobalNorm = 1f, AccumulationSteps = 4)", "g *= 1 / batches · min(1, clipGlobalNorm / ‖all g‖); m =")]
    [InlineData("Sgd(ClipValue = 1f, L1 = 0.1f, L2 = 0.1f)", "g = max(-clipValue, min(g, clipValue)); g += l1 · sign(weight); g += l2 · weight; weight -=")]
    [InlineData("Sgd(PolyakAverage = true)", "weight -= learningRate · gradient; average += (weight - average) · 1 / t")]
    public void The_text_says(string optimizer, string expected) => Assert.Contains(expected, Text(optimizer, "Net.g.cs").Replace("\n/// ", " ", StringComparison.Ordinal));

    [Theory]
    [InlineData("Sgd(ClipValue = 1f, L1 = 0.1f, L2 = 0.1f, AverageDecay = 0.9f)", true)]
    [InlineData("NAdam(PolyakAverage = true)", true)]
    [InlineData("Adam(ClipNorm = 1f)", false)]
    [InlineData("Adam(ClipGlobalNorm = 1f)", false)]
    [InlineData("Adam(NormalizeGradients = true)", false)]
    [InlineData("Adam(AccumulationSteps = 2)", false)]
    [InlineData("Lamb", false)]
    [InlineData("Muon", false)]
    public void What_concerns_single_elements_stays_in_backward(string optimizer, bool isInBackward) =>
        Assert.Equal(isInBackward, Text(optimizer, "Net.Backward.g.cs").Contains("RunUpdate("));

    [Theory]
    [InlineData("Adam(ClipGlobalNorm = 1f, AccumulationSteps = 2, PolyakAverage = true)")]
    [InlineData("Sgd(ClipNorm = 1f)")]
    [InlineData("Lamb")]
    [InlineData("Muon(NormalizeGradients = true)")]
    public void A_network_that_is_frozen_compiles(string optimizer) => Verify.IsClean($$"""
        using DeepNet;
        [Network, Input(6), Dense(5, Freeze = true), Dense(3, Freeze = true), CrossEntropyLoss, {{optimizer}}]
        public sealed partial class Net;
        """);

    [Theory]
    [InlineData("Adam(ClipGlobalNorm = 1f, AccumulationSteps = 2, PolyakAverage = true)")]
    [InlineData("Lion(ClipNorm = 1f, AverageDecay = 0.9f)")]
    [InlineData("Muon(ClipNorm = 1f, AverageDecay = 0.9f, AccumulationSteps = 2)")]
    public void A_record_that_shares_freezes_and_scales_compiles(string optimizer) => Verify.IsClean($$"""
        using DeepNet;
        [Network, Input(6), Dense(6, Name = "a", LearningRateScale = 0.5f), Tanh, Dense(6, SharedWith = "a"), Dense(5, Freeze = true), Dense(3), CrossEntropyLoss, {{optimizer}}]
        public sealed partial record Net;
        """);

    /// <summary>Each text is compiled, and no warning is in it.</summary>
    private static string Text(string optimizer, string file) => Verify.IsClean($$"""
        using DeepNet;
        [Network, Input(6), Dense(5), Tanh, Dense(7, LearningRateScale = 0.5f), Tanh, Dense(3), CrossEntropyLoss, {{optimizer}}]
        public sealed partial class Net;
        """).Files.Single(f => f.Key == file).Value;
}
