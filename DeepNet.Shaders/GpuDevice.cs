using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Native;

namespace DeepNet.Shaders;

/// <summary>
/// An open device: what networks, buffers and recorded lists live on. Several may be open at once, also on one adapter. Members may be called from any thread; a device computes one
/// submission at a time.
/// </summary>
public sealed class GpuDevice : IDisposable
{
    private readonly HashSet<IDisposable> _resources = [];
    private readonly Dictionary<ComputeShader, NativePipeline> _pipelines = [];
    private readonly NativeDevice _native;
    private bool _disposed;

    private GpuDevice(GpuAdapter adapter)
    {
        Adapter = adapter;
        _native = AdapterList.Open(adapter);
    }

    /// <summary>
    /// The devices of this machine that compute under Vulkan 1.1 or later, and on Windows those under DirectX 12: cards first, then integrated GPUs, others, and software; of one kind
    /// DirectX first. Empty where there is none; <see cref="Open()"/> then says why. The list is made once for the process.
    /// </summary>
    public static IReadOnlyList<GpuAdapter> Adapters => AdapterList.Current.Adapters;

    /// <summary>The adapter that was opened.</summary>
    public GpuAdapter Adapter { get; }

    /// <summary>
    /// Held while the device computes, and while anything of it is made or released: nothing is released while it is in use.
    /// </summary>
    internal Lock Gate { get; } = new();

    /// <summary>Whether the device was released.</summary>
    internal bool IsDisposed => Volatile.Read(ref _disposed);

    /// <summary>The device to its API. Callers hold <see cref="Gate"/>.</summary>
    internal NativeDevice Native
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _native;
        }
    }

    /// <summary>
    /// Opens the best device: a card before an integrated GPU before software, and on Windows DirectX 12 before Vulkan. The environment variable <c>DEEPNET_GPU</c> picks another by its
    /// place in <see cref="Adapters"/>, or by a part of its name or its API's name, in any case: <c>DEEPNET_GPU=1</c>, <c>DEEPNET_GPU=llvmpipe</c>, <c>DEEPNET_GPU=vulkan</c>.
    /// </summary>
    /// <exception cref="GpuUnavailableException">There is no device, or none of that number or name.</exception>
    /// <exception cref="GpuException">The driver does not open the device.</exception>
    public static GpuDevice Open() => new(AdapterList.Current.Choose(Environment.GetEnvironmentVariable(AdapterList.Choice)));

    /// <summary>Opens one of <see cref="Adapters"/>.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <exception cref="ArgumentException">It is none of <see cref="Adapters"/>.</exception>
    /// <exception cref="GpuException">The driver does not open the device.</exception>
    public static GpuDevice Open(GpuAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return new GpuDevice(adapter);
    }

    /// <summary>Releases the device, and whatever of it was not released before: buffers, lists, networks.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (_disposed)
            {
                return;
            }

            foreach (IDisposable resource in _resources.ToArray())
            {
                resource.Dispose();
            }

            foreach (NativePipeline pipeline in _pipelines.Values)
            {
                pipeline.Destroy();
            }

            _pipelines.Clear();
            _disposed = true;
            _native.Destroy();
        }
    }

    /// <summary>The most bytes of one buffer.</summary>
    internal ulong MostBytesOfBuffer
    {
        get
        {
            lock (Gate)
            {
                return Native.MostBytesOfBuffer;
            }
        }
    }

    /// <summary>Makes what is released with the device at the latest.</summary>
    internal void Add(IDisposable resource) => _resources.Add(resource);

    internal void Remove(IDisposable resource) => _resources.Remove(resource);

    /// <summary>The shader as a pipeline of this device, compiled when it is first asked for.</summary>
    internal NativePipeline Pipeline(ComputeShader shader)
    {
        // Outside of the gate: what other threads compute need not wait for the compiler.
        _native.Compile(shader);
        lock (Gate)
        {
            if (!_pipelines.TryGetValue(shader, out NativePipeline? pipeline))
            {
                pipeline = Native.CreatePipeline(shader);
                _pipelines.Add(shader, pipeline);
            }

            return pipeline;
        }
    }
}
