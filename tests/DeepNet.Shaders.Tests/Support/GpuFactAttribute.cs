using DeepNet.Shaders.Hlsl;

namespace DeepNet.Shaders.Tests.Support;

/// <summary>A test that needs a device and a shader compiler; without them it is skipped and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GpuFactAttribute : FactAttribute
{
    public GpuFactAttribute() => Skip = GpuDevice.Adapters.Count == 0 ? "no Vulkan device" : HlslCompiler.Problem is not null ? "no shader compiler" : null;
}
