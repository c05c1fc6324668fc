using Silk.NET.Vulkan;

namespace DeepNet.Shaders.Vulkan;

/// <summary>What Vulkan's calls return.</summary>
internal static class VulkanResult
{
    /// <summary>Throws if a call failed.</summary>
    /// <param name="result">What it returned.</param>
    /// <param name="call">What was called, and for what.</param>
    /// <exception cref="GpuException">It failed.</exception>
    public static void Check(this Result result, string call)
    {
        if (result != Result.Success)
        {
            throw new GpuException($"{call} failed: {result}. {Explain(result)}".TrimEnd());
        }
    }

    private static string Explain(Result result) => result switch
    {
        Result.ErrorOutOfDeviceMemory => "The device has no memory left for this: use a smaller batch or network, or dispose of other networks on the device.",
        Result.ErrorOutOfHostMemory => "The process has no memory left for this.",
        Result.ErrorDeviceLost => "The device was reset by its driver, for example because one dispatch took too long. Dispose of it and open it again.",
        _ => "",
    };
}
