using DeepNet.Generators.Losses;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0320 to DEEP0322 and the arguments of the optimizers.</summary>
public sealed class OptimizerTests
{
    private static void Reports(string optimizer, params string[] parts) => Verify.Reports($$"""
        using DeepNet;
        [Network, Input(4), Dense(3), CrossEntropyLoss, {{optimizer}}]
        public sealed partial class Net;
        """, parts);

    [Theory]
    [InlineData("Sgd(Dampening = {|DEEP0320:0.1f|})", "without Momentum")]
    [InlineData("Sgd(Momentum = 0.9f, Nesterov = true, Dampening = {|DEEP0320:0.1f|})", "Nesterov momentum has no dampening")]
    public void Dampening_of_nothing(string optimizer, params string[] parts) => Reports(optimizer, parts);

    [Theory]
    [InlineData("Adam(ClipValue = 1f, ClipNorm = {|DEEP0321:1f|})", "ClipValue and ClipNorm")]
    [InlineData("Adam(ClipNorm = 1f, ClipGlobalNorm = {|DEEP0321:1f|})", "ClipNorm and ClipGlobalNorm")]
    [InlineData("Lamb(NormalizeGradients = {|DEEP0321:true|}, ClipGlobalNorm = 1f)", "ClipGlobalNorm and NormalizeGradients")]
    public void Two_limits(string optimizer, params string[] parts) => Reports(optimizer, parts);

    [Fact]
    public void Two_averages() => Reports("Sgd(AverageDecay = 0.9f, PolyakAverage = {|DEEP0322:true|})", "AverageDecay");

    [Theory]
    [InlineData("Sgd(L1 = {|DEEP0201:-1f|})", "L1")]
    [InlineData("Sgd(L2 = {|DEEP0201:float.NaN|})", "L2")]
    [InlineData("Sgd(ClipValue = {|DEEP0201:-1f|})", "ClipValue")]
    [InlineData("Sgd(ClipNorm = {|DEEP0201:float.PositiveInfinity|})", "ClipNorm")]
    [InlineData("Sgd(ClipGlobalNorm = {|DEEP0201:-1f|})", "ClipGlobalNorm")]
    [InlineData("Sgd(AverageDecay = {|DEEP0201:1f|})", "AverageDecay", "less than 1")]
    [InlineData("Sgd(AccumulationSteps = {|DEEP0200:0|})", "AccumulationSteps")]
    [InlineData("Sgd(Momentum = 0.5f, Dampening = {|DEEP0201:1f|})", "Dampening")]
    [InlineData("AdaGrad(LearningRateDecay = {|DEEP0201:-1f|})", "LearningRateDecay")]
    [InlineData("AdaGrad(InitialSum = {|DEEP0201:-1f|})", "InitialSum")]
    [InlineData("AdaDelta(Rho = {|DEEP0201:1f|})", "Rho")]
    [InlineData("RmsProp(Alpha = {|DEEP0201:1f|})", "Alpha")]
    [InlineData("RmsProp(Momentum = {|DEEP0201:-0.1f|})", "Momentum")]
    [InlineData("Adamax(Epsilon = {|DEEP0201:0f|})", "Epsilon")]
    [InlineData("NAdam(MomentumDecay = {|DEEP0201:-1f|})", "MomentumDecay")]
    [InlineData("RAdam(Beta2 = {|DEEP0201:1f|})", "Beta2")]
    [InlineData("Lion(Beta1 = {|DEEP0201:1f|})", "Beta1")]
    [InlineData("Lamb(WeightDecay = {|DEEP0201:-1f|})", "WeightDecay")]
    [InlineData("Muon(AdamLearningRate = {|DEEP0201:0f|})", "AdamLearningRate")]
    [InlineData("Muon(Momentum = {|DEEP0201:1f|})", "Momentum")]
    public void A_number_out_of_range(string optimizer, params string[] parts) => Reports(optimizer, parts);
}
