using DeepNet.Networks.Tests.Fixtures;

namespace DeepNet.Networks.Tests;

/// <summary>The kernels of normalisation compute what their scalar twins do, in blocks of rows, pairs and vectors of every kind.</summary>
public sealed class KernelTwinTests
{
    public static TheoryData<string> Statistics => KernelTwin.Names("ChannelRows", "ChannelScale_");

    public static TheoryData<string> Normalizations => KernelTwin.Names("BatchNorm", "GroupNorm_", "LayerNorm_", "RmsNorm_");

    [Theory, MemberData(nameof(Statistics))]
    public void Passes_over_rows(string kernel) => KernelTwin.Check(kernel, "meanLost", "squaresLost", "lost");

    [Theory, MemberData(nameof(Normalizations))]
    public void Whole_layers(string kernel) => KernelTwin.Check(kernel, "sums", "products", "dySums", "dyProducts", "scale", "lost", "blocks");
}
