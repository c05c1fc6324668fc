namespace DeepNet.Shaders.CompilerServices;

/// <summary>Where a <see cref="GpuBuffer"/> is.</summary>
public enum GpuMemory
{
    /// <summary>In the device's own memory, where shaders are fastest. The processor does not see it.</summary>
    Device,

    /// <summary>In memory that the processor writes and the device reads.</summary>
    Upload,

    /// <summary>In memory that the device writes and the processor reads.</summary>
    Readback,
}
