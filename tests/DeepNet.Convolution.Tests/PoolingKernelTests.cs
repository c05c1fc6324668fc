using DeepNet.Networks.Tests.Fixtures;

namespace DeepNet.Networks.Tests;

/// <summary>The kernels of pooling, resizing and borders compute what their scalar twins do, also where several elements of a window are its maximum.</summary>
public sealed class PoolingKernelTests
{
    public static TheoryData<string> Names => KernelTwin.Names("MaxPool_", "AveragePool_", "UpSample_", "WindowCopy_");

    [Theory, MemberData(nameof(Names))]
    public void Kernel_computes_what_its_twin_does(string kernel) => KernelTwin.Check(kernel);
}
