namespace DeepNet.Shaders;

/// <summary>What an adapter is, in the order in which <see cref="GpuDevice.Open()"/> prefers them.</summary>
public enum GpuKind
{
    /// <summary>A card with memory of its own.</summary>
    Discrete,

    /// <summary>A GPU that shares the processor's memory.</summary>
    Integrated,

    /// <summary>Anything else, such as the GPU of a virtual machine.</summary>
    Other,

    /// <summary>A driver that computes on the processor, such as Mesa's lavapipe.</summary>
    Software,
}
