using DeepNet.Shaders.CompilerServices;

namespace DeepNet.Shaders.Native;

/// <summary>An open device as an API gives it. Callers hold the gate of the <see cref="GpuDevice"/> for everything but <see cref="Compile"/>.</summary>
internal abstract class NativeDevice
{
    /// <summary>The most bytes of one buffer.</summary>
    public abstract ulong MostBytesOfBuffer { get; }

    /// <summary>The most bytes of a buffer that a shader sees.</summary>
    public abstract ulong MostBytesOfPart { get; }

    /// <summary>Makes a buffer of elements of four bytes.</summary>
    /// <exception cref="GpuException">The device has no memory left.</exception>
    public abstract NativeBuffer CreateBuffer(long length, GpuMemory memory);

    /// <summary>Compiles a shader to what the device takes, if that was not done before. Needs no gate: what other threads compute need not wait for the compiler.</summary>
    /// <exception cref="ShaderCompilationException">It does not compile.</exception>
    /// <exception cref="GpuUnavailableException">There is no compiler.</exception>
    public abstract void Compile(ComputeShader shader);

    /// <summary>Makes a compiled shader the code of this device.</summary>
    public abstract NativePipeline CreatePipeline(ComputeShader shader);

    /// <summary>Begins a list.</summary>
    public abstract RecordedCommands CreateCommands();

    /// <summary>Releases the device, of which nothing is left.</summary>
    public abstract void Destroy();
}
