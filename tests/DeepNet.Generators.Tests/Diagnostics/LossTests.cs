using DeepNet.Generators.Losses;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0300 to DEEP0308: losses and optimizers.</summary>
public sealed class LossTests
{
    private static void Reports(string attributes, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [Network, {{attributes}}]
        public sealed partial class Net;
        """, messageParts);

    [Fact]
    public void One_class() => Reports("Input(4), Dense(1), {|DEEP0300:CrossEntropyLoss|}, Adam", "at least 2 classes", "'Dense1' is [1]", "BinaryCrossEntropyLoss");

    [Theory]
    [InlineData("Dense(3), MeanSquaredErrorLoss, {|DEEP0301:CrossEntropyLoss|}", "'Dense1'", "MeanSquaredErrorLoss", "CrossEntropyLoss")]
    [InlineData("Dense(3, Name = \"a\"), CrossEntropyLoss, {|DEEP0301:CrossEntropyLoss(From = \"a\")|}", "'A'")]
    public void Two_losses_on_one_output(string layers, params string[] parts) => Reports($"Input(4), {layers}, Adam", parts);

    [Theory]
    [InlineData("Softmax, {|DEEP0302:CrossEntropyLoss|}", "'Softmax1'")]
    [InlineData("Softmax, Flatten, {|DEEP0302:CrossEntropyLoss(DenseTargets = true)|}", "'Softmax1'")]
    [InlineData("Softmax(Name = \"p\"), {|DEEP0302:CrossEntropyLoss|}", "'P'")]
    public void Softmax_before_cross_entropy(string layers, params string[] parts) => Reports($"Input(4), Dense(3), {layers}, Adam", parts);

    [Theory]
    [InlineData("Sigmoid, {|DEEP0303:BinaryCrossEntropyLoss|}", "'Sigmoid1' is a Sigmoid")]
    [InlineData("Softmax, {|DEEP0303:BinaryCrossEntropyLoss|}", "'Softmax1' is a Softmax")]
    public void Sigmoid_before_binary_cross_entropy(string layers, params string[] parts) => Reports($"Input(4), Dense(3), {layers}, Adam", parts);

    [Fact]
    public void Sigmoid_and_flatten_before_binary_cross_entropy() => Reports("Input(4), Dense(3), Sigmoid, Flatten, {|DEEP0303:BinaryCrossEntropyLoss|}, Adam", "'Sigmoid1' is a Sigmoid");

    [Fact]
    public void A_loss_on_an_input() => Reports("Input(4), {|DEEP0304:MeanSquaredErrorLoss|}, Dense(3), Sgd", "'Input'");

    [Fact]
    public void A_loss_from_an_input() => Reports("Input(4), Dense(3), MeanSquaredErrorLoss(From = {|DEEP0304:\"input\"|}), Sgd", "'Input'");

    [Fact]
    public void A_loss_without_an_optimizer() => Reports("Input(4), Dense(3), {|DEEP0305:CrossEntropyLoss|}", "CrossEntropyLoss", "[Adam]");

    [Fact]
    public void Two_optimizers() => Reports("Input(4), Dense(3), CrossEntropyLoss, Adam, {|DEEP0306:Sgd|}", "Adam", "Sgd");

    [Fact]
    public void Nesterov_without_momentum() => Reports("Input(4), Dense(3), CrossEntropyLoss, Sgd(Nesterov = {|DEEP0307:true|})", "Momentum");

    [Fact]
    public void An_optimizer_without_a_loss() => Reports("Input(4), Dense(3), {|DEEP0308:Adam(LearningRate = 1f)|}", "Adam", "minimise");

    [Fact]
    public void Several_heads_with_one_faulty() => Reports(
        "Input(4), Dense(8, Name = \"trunk\"), Dense(3, Name = \"a\"), CrossEntropyLoss, Dense(1, Name = \"b\", From = \"trunk\"), {|DEEP0300:CrossEntropyLoss|}, Adam", "'B'");
}
