namespace DeepNet.Shaders;

/// <summary>Something that a GPU needs is not on this machine: the Vulkan loader, a device, or the shader compiler. The message says what was looked for and what to install.</summary>
public sealed class GpuUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is missing, what was looked for, what to install.</param>
    public GpuUnavailableException(string message)
        : base(message)
    {
    }
}
