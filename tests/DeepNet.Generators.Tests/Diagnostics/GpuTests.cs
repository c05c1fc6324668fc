using DeepNet.Generators.Losses;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0400 and DEEP0401: what keeps a network from a GPU. Networks that have a form for one are in DeepNet.Gpu.Tests.</summary>
public sealed class GpuTests
{
    private static void Reports(string attributes, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [{{attributes}}]
        public sealed partial class Net;
        """, messageParts);

    [Theory]
    [InlineData("Network(Gpu = true), Input(20, 8), {|DEEP0400:Lstm(4)|}, Dense(3), CrossEntropyLoss, Adam", "Lstm has no GPU form yet")]
    [InlineData("Network(Gpu = true), Input(4), Dense(8), {|DEEP0400:CrossEntropyLoss(IgnoreIndex = 3)|}, Adam", "CrossEntropyLoss has no GPU form yet")]
    [InlineData("Network(Gpu = true), Input(4), Dense(8), {|DEEP0400:TripletLoss(Positive = \"p\", Negative = \"n\")|}, Dense(8, Name = \"p\", From = \"input\"), Dense(8, Name = \"n\", From = \"input\"), Adam", "TripletLoss")]
    [InlineData("Network(Gpu = true), Input(4), Dense(8), CrossEntropyLoss, {|DEEP0400:Adam(ClipNorm = 1f)|}", "Adam with limits")]
    [InlineData("Network(Gpu = true), Input(4), Dense(8), CrossEntropyLoss, {|DEEP0400:Muon|}", "Muon has no GPU form yet")]
    [InlineData("Network(Gpu = true, {|DEEP0400:NanTrap = true|}), Input(4), Dense(8), CrossEntropyLoss, Sgd", "NanTrap")]
    [InlineData("Network(Gpu = true, {|DEEP0400:Precision = Precision.Double|}), Input(4), Dense(8), CrossEntropyLoss, Sgd", "Double precision")]
    public void What_has_no_form_is_an_error_where_it_is_asked_for(string attributes, params string[] parts) => Reports(attributes, parts);

    [Fact]
    public void Shaders_are_missing() => Reports("Network({|DEEP0401:Gpu = true|}), Input(4), Dense(8), CrossEntropyLoss, Adam", "'Net'", "DeepNet.Shaders");

    [Fact]
    public void A_network_without_gpu_may_have_members_of_these_names() => Verify.Reports("""
        using DeepNet;
        [Network, Input(4), Dense(8)]
        public sealed partial class Net
        {
            public int OnGpu() => Gpu;

            public int Gpu => 1;
        }
        """);
}
