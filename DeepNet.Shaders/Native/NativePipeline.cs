namespace DeepNet.Shaders.Native;

/// <summary>A shader as the code of a device.</summary>
internal abstract class NativePipeline
{
    public abstract void Destroy();
}
