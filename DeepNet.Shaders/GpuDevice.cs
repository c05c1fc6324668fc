using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Hlsl;
using DeepNet.Shaders.Vulkan;

namespace DeepNet.Shaders;

/// <summary>
/// An open device: what networks, buffers and recorded lists live on. Several may be open at once, also on one adapter. Members may be called from any thread; a device computes one
/// submission at a time.
/// </summary>
public sealed class GpuDevice : IDisposable
{
    private const string Choice = "DEEPNET_GPU";

    private readonly HashSet<IDisposable> _resources = [];
    private readonly Dictionary<ComputeShader, ComputePipeline> _pipelines = [];
    private readonly VulkanDevice _vulkan;
    private bool _disposed;

    private GpuDevice(GpuAdapter adapter)
    {
        Adapter = adapter;
        _vulkan = new VulkanDevice(VulkanInstance.Current, adapter);
    }

    /// <summary>
    /// The devices of this machine that compute under Vulkan 1.1 or later: cards first, then integrated GPUs, others, and software. Empty where there is no Vulkan loader or no device;
    /// <see cref="Open()"/> then says why. The list is made once for the process.
    /// </summary>
    public static IReadOnlyList<GpuAdapter> Adapters => VulkanInstance.Current.Adapters;

    /// <summary>The adapter that was opened.</summary>
    public GpuAdapter Adapter { get; }

    /// <summary>
    /// Held while the device computes, and while anything of it is made or released: nothing is released while it is in use.
    /// </summary>
    internal Lock Gate { get; } = new();

    /// <summary>The device to Vulkan. Callers hold <see cref="Gate"/>.</summary>
    internal VulkanDevice Vulkan
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _vulkan;
        }
    }

    /// <summary>
    /// Opens the best device: a card before an integrated GPU before software. The environment variable <c>DEEPNET_GPU</c> picks another by a part of its name, in any case: <c>DEEPNET_GPU=llvmpipe</c>.
    /// </summary>
    /// <exception cref="GpuUnavailableException">There is no Vulkan loader, no device, or none of that name.</exception>
    /// <exception cref="GpuException">The driver does not open the device.</exception>
    public static GpuDevice Open() => new(Choose(VulkanInstance.Current, Environment.GetEnvironmentVariable(Choice)));

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

            foreach (ComputePipeline pipeline in _pipelines.Values)
            {
                pipeline.Destroy(_vulkan);
            }

            _pipelines.Clear();
            _disposed = true;
            _vulkan.Destroy();
        }
    }

    /// <summary>The first adapter, or the first with <paramref name="choice"/> in its name.</summary>
    internal static GpuAdapter Choose(VulkanInstance instance, string? choice)
    {
        if (instance.Problem is not null)
        {
            throw new GpuUnavailableException(instance.Describe());
        }

        if (string.IsNullOrWhiteSpace(choice))
        {
            return instance.Adapters[0];
        }

        return instance.Adapters.FirstOrDefault(adapter => adapter.Name.Contains(choice.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new GpuUnavailableException(
                $"{Choice} is '{choice}', which is in the name of no device of this machine. There are: {string.Join("; ", instance.Adapters)}. Set it to a part of one of these names, or to nothing.");
    }

    /// <summary>Makes what is released with the device at the latest.</summary>
    internal void Add(IDisposable resource) => _resources.Add(resource);

    internal void Remove(IDisposable resource) => _resources.Remove(resource);

    /// <summary>The shader as a pipeline of this device, compiled when it is first asked for.</summary>
    internal ComputePipeline Pipeline(ComputeShader shader)
    {
        // Outside of the gate: what other threads compute need not wait for the compiler.
        SpirVModule module = shader.Module;
        lock (Gate)
        {
            if (!_pipelines.TryGetValue(shader, out ComputePipeline? pipeline))
            {
                pipeline = new ComputePipeline(Vulkan, shader, module);
                _pipelines.Add(shader, pipeline);
            }

            return pipeline;
        }
    }
}
