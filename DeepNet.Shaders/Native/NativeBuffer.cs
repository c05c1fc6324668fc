namespace DeepNet.Shaders.Native;

/// <summary>Memory of a device.</summary>
internal abstract unsafe class NativeBuffer
{
    /// <summary>Where the processor sees it, or null.</summary>
    public void* Address { get; protected set; }

    public abstract void Destroy();
}
