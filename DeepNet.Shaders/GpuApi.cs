namespace DeepNet.Shaders;

/// <summary>What a program speaks to a device through, in the order in which <see cref="GpuDevice.Open()"/> prefers them on Windows.</summary>
public enum GpuApi
{
    /// <summary>Direct3D 12, which is part of Windows.</summary>
    DirectX12,

    /// <summary>Vulkan 1.1 or later, which comes with the device's driver.</summary>
    Vulkan,
}
