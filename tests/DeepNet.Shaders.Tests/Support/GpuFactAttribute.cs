using DeepNet.Shaders.Hlsl;
using DeepNet.Shaders.Native;

namespace DeepNet.Shaders.Tests.Support;

/// <summary>A test that needs a device and a shader compiler; without them it is skipped and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GpuFactAttribute : FactAttribute
{
    private static string? CompilerProblem => AdapterList.Current.Choose(Environment.GetEnvironmentVariable(AdapterList.Choice)).Api == GpuApi.DirectX12 ? DirectXCompiler.Problem : HlslCompiler.Problem;

    public GpuFactAttribute() => Skip = GpuDevice.Adapters.Count == 0 ? "no device" : CompilerProblem is not null ? "no shader compiler" : null;
}
