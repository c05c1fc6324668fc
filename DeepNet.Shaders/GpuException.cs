namespace DeepNet.Shaders;

/// <summary>A call of the device's driver failed: no memory was left, or the device was lost. The message names the call and what it returned.</summary>
public sealed class GpuException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">The call and what it returned.</param>
    public GpuException(string message)
        : base(message)
    {
    }
}
