using DeepNet.Generators.Losses;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0309 to DEEP0314: arguments of losses, and outputs that do not fit them.</summary>
public sealed class LossArgumentTests
{
    private const string Triplets = "Input(4, Name = \"x\"), Input(4, Name = \"y\"), Input(4, Name = \"z\"), Dense(6, Name = \"a\", From = \"x\"), Dense(6, Name = \"p\", From = \"y\")";

    private static void Reports(string attributes, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [Network, {{attributes}}]
        public sealed partial class Net;
        """, messageParts);

    [Theory]
    [InlineData("CrossEntropyLoss(ClassWeights = {|DEEP0309:new[] { 1f, 2f }|})", "ClassWeights", "2 values", "'Dense1' has 3 classes")]
    [InlineData("FocalLoss(Alpha = {|DEEP0309:new[] { 1f, 2f, 3f, 4f }|})", "Alpha", "4 values", "3 classes")]
    [InlineData("CrossEntropyLoss(ClassWeights = {|DEEP0309:new[] { 1f }|})", "1 value in ClassWeights", "3 classes")]
    [InlineData("CrossEntropyLoss(ClassWeights = {|DEEP0309:new float[0]|})", "no values in ClassWeights", "3 classes")]
    [InlineData("CrossEntropyLoss(ClassWeights = {|DEEP0309:new float[] { }|})", "no values in ClassWeights")]
    [InlineData("FocalLoss(Alpha = {|DEEP0309:new float[0]|})", "no values in Alpha", "3 classes")]
    [InlineData("CrossEntropyLoss(ClassWeights = {|DEEP0309:new[] { 0f, 0f, -0f }|})", "only zeros in ClassWeights", "nothing would be trained")]
    [InlineData("FocalLoss(Alpha = {|DEEP0309:new float[] { 0, 0, 0 }|})", "only zeros in Alpha")]
    [InlineData("CrossEntropyLoss(ClassWeights = new[] { 1f, {|DEEP0201:-2f|}, 1f })", "ClassWeights", "at least 0", "-2")]
    public void Weights_of_classes(string loss, params string[] parts) => Reports($"Input(4), Dense(3), {loss}, Adam", parts);

    [Theory]
    [InlineData("CrossEntropyLoss(ClassWeights = null)")]
    [InlineData("FocalLoss(Alpha = null)")]
    [InlineData("CrossEntropyLoss(ClassWeights = new float[] { 0, 0, 1 })")]
    public void Weights_of_classes_that_are_right(string loss) => Reports($"Input(4), Dense(3), {loss}, Adam");

    [Theory]
    [InlineData("FocalLoss(Gamma = {|DEEP0201:-1f|})", "Gamma")]
    [InlineData("BinaryFocalLoss(Alpha = {|DEEP0201:1f|})", "Alpha", "less than 1")]
    [InlineData("BinaryCrossEntropyLoss(PosWeight = {|DEEP0201:0f|})", "PosWeight")]
    [InlineData("KLDivergenceLoss(Temperature = {|DEEP0201:0f|})", "Temperature")]
    [InlineData("KLDivergenceLoss(Temperature = {|DEEP0201:1e20f|})", "from 1e-18 to 1e18", "1E+20")]
    [InlineData("KLDivergenceLoss(Temperature = {|DEEP0201:1e-39f|})", "from 1e-18 to 1e18")]
    [InlineData("KLDivergenceLoss(LogitTargets = true, Temperature = {|DEEP0201:1e38f|})", "from 1e-18 to 1e18")]
    [InlineData("MultiClassHingeLoss(Margin = {|DEEP0201:0f|})", "Margin")]
    [InlineData("MultiClassHingeLoss(Squared = true, Margin = {|DEEP0201:2e38f|})", "at most 1e18")]
    [InlineData("QuantileLoss({|DEEP0201:1f|})", "Quantile", "less than 1")]
    public void Numbers_of_losses(string loss, params string[] parts) => Reports($"Input(4), Dense(3), {loss}, Adam", parts);

    [Theory]
    [InlineData("{|DEEP0310:TripletLoss(Positive = \"p\")|}", "Negative")]
    [InlineData("{|DEEP0310:TripletLoss(Negative = \"n\")|}", "Positive")]
    [InlineData("TripletLoss(Positive = \"p\", Negative = {|DEEP0304:\"z\"|})", "'Z'")]
    [InlineData("TripletLoss(Positive = \"p\", Negative = {|DEEP0115:\"q\"|})", "'q'")]
    [InlineData("{|DEEP0301:TripletLoss(Positive = \"p\", Negative = \"p\")|}", "'P' already has TripletLoss")]
    public void Layers_of_triplets(string loss, params string[] parts) => Reports($"{Triplets}, Dense(6, Name = \"n\", From = \"z\"), {loss.Replace("TripletLoss(", "TripletLoss(From = \"a\", ")}, Adam", parts);

    [Fact]
    public void Triplets_of_two_shapes() => Reports($"{Triplets}, Dense(5, Name = \"n\", From = \"z\"), TripletLoss(From = \"a\", Positive = \"p\", Negative = {{|DEEP0311:\"n\"|}}), Adam", "'A' is [6]", "Negative 'N' is [5]");

    [Theory]
    [InlineData("Dense(6), {|DEEP0312:CtcLoss(3)|}", "[steps, classes]", "'Dense1' is [6]")]
    [InlineData("Dense(1, PerStep = true), {|DEEP0312:CtcLoss(3)|}", "'Dense1' is [5, 1]")]
    [InlineData("Dense(6, PerStep = true), CtcLoss({|DEEP0313:6|})", "TargetLength is 6", "'Dense1' has 5 steps")]
    [InlineData("Dense(6, PerStep = true), CtcLoss(3, Blank = {|DEEP0201:6|})", "Blank", "from 0 to 5")]
    [InlineData("Dense(6, PerStep = true), CtcLoss({|DEEP0200:0|})", "TargetLength")]
    [InlineData("Dense(6, PerStep = true), Softmax, {|DEEP0302:CtcLoss(3)|}", "CtcLoss takes logits")]
    public void Steps_of_alignments(string layers, params string[] parts) => Reports($"Input(5, 4), {layers}, Adam", parts);

    [Fact]
    public void Ignored_label_without_labels() => Reports("Input(4), Dense(3), CrossEntropyLoss(DenseTargets = true, IgnoreIndex = {|DEEP0314:-1|}), Adam", "DenseTargets");

    [Theory]
    [InlineData("Softmax, {|DEEP0302:FocalLoss|}", "FocalLoss takes logits")]
    [InlineData("Softmax, {|DEEP0302:KLDivergenceLoss|}", "KLDivergenceLoss takes logits")]
    [InlineData("Sigmoid, {|DEEP0303:BinaryFocalLoss|}", "BinaryFocalLoss takes logits")]
    public void Probabilities_before_a_loss_of_logits(string layers, params string[] parts) => Reports($"Input(4), Dense(3), {layers}, Adam", parts);

    [Theory]
    [InlineData("FocalLoss")]
    [InlineData("MultiClassHingeLoss")]
    public void One_class(string loss) => Reports($"Input(4), Dense(1), {{|DEEP0300:{loss}|}}, Adam", loss, "at least 2 classes");
}
