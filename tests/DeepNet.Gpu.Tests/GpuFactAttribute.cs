using DeepNet.Shaders;

namespace DeepNet.Gpu.Tests;

/// <summary>A test that needs a Vulkan device; without one it is skipped and says so.</summary>
public sealed class GpuFactAttribute : FactAttribute
{
    public GpuFactAttribute()
    {
        if (GpuDevice.Adapters.Count == 0)
        {
            Skip = "There is no Vulkan device on this machine.";
        }
    }
}
