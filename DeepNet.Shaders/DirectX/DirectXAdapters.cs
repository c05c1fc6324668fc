using static DeepNet.Shaders.DirectX.Direct3D;

namespace DeepNet.Shaders.DirectX;

/// <summary>The process's connection to DirectX: its libraries and the adapters that DXGI lists. Or the reason why there is none.</summary>
internal sealed unsafe class DirectXAdapters
{
    private const uint SoftwareAdapter = 2;
    private const int EnumAdapters1 = 12, GetDesc1 = 10, CheckInterfaceSupport = 9;

    private static readonly Lazy<DirectXAdapters> Shared = new(() => new DirectXAdapters(DirectXLibrary.Names));

    private readonly DirectXLibrary? _library;

    /// <summary>Lists the adapters that libraries of these names show.</summary>
    public DirectXAdapters(IReadOnlyList<string> names)
    {
        Adapters = [];
        _library = DirectXLibrary.Open(names);
        if (_library is null)
        {
            Problem = $"No DirectX 12 device: {string.Join(" and ", names)} are not on this machine.";
            return;
        }

        void* factory = null;
        try
        {
            int result = CreateFactory(&factory);
            if (result < 0)
            {
                Problem = $"No DirectX 12 device: CreateDXGIFactory1 returned {DirectXResult.Name(result)}.";
                return;
            }

            Adapters = List(factory);
            Problem = Adapters.Count > 0 ? null : "No DirectX 12 device: no adapter has feature level 11.0. Install the newest driver of the graphics card's manufacturer.";
        }
        finally
        {
            ComObject.Release(factory);
        }
    }

    /// <summary>The one of this process.</summary>
    public static DirectXAdapters Current => Shared.Value;

    public DirectXLibrary Library => _library ?? throw new GpuUnavailableException(Problem!);

    /// <summary>The adapters in the order in which DXGI lists them.</summary>
    public IReadOnlyList<GpuAdapter> Adapters { get; }

    /// <summary>Why there are no adapters, or null.</summary>
    public string? Problem { get; }

    /// <summary>Makes the device of an adapter, an ID3D12Device.</summary>
    public void* CreateDevice(GpuAdapter adapter)
    {
        void* factory = null, handle = null;
        try
        {
            DirectXResult.Check(CreateFactory(&factory), "CreateDXGIFactory1");
            DirectXResult.Check(Find(factory, (uint)adapter.Index, &handle), $"EnumAdapters1 for '{adapter.Name}'");
            DirectXResult.Check(CreateDevice(handle, out void* device), $"D3D12CreateDevice for '{adapter.Name}'");
            return device;
        }
        finally
        {
            ComObject.Release(handle);
            ComObject.Release(factory);
        }
    }

    private static int Find(void* factory, uint index, void** adapter) =>
        ((delegate* unmanaged<void*, uint, void**, int>)ComObject.Functions(factory)[EnumAdapters1])(factory, index, adapter);

    private static string Version(void* adapter)
    {
        Guid type = DxgiDevice;
        long version;
        return ((delegate* unmanaged<void*, Guid*, long*, int>)ComObject.Functions(adapter)[CheckInterfaceSupport])(adapter, &type, &version) < 0
            ? ""
            : $"{(ushort)(version >> 48)}.{(ushort)(version >> 32)}.{(ushort)(version >> 16)}.{(ushort)version}";
    }

    private int CreateFactory(void** factory)
    {
        Guid type = DxgiFactory1;
        return Library.CreateFactory(&type, factory);
    }

    private int CreateDevice(void* adapter, out void* device)
    {
        Guid type = Direct3D.Device;
        void* created = null;
        int result = Library.CreateDevice(adapter, FeatureLevel11, &type, &created);
        device = created;
        return result;
    }

    private List<GpuAdapter> List(void* factory)
    {
        List<GpuAdapter> adapters = [];
        void* handle;
        for (uint index = 0; Find(factory, index, &handle) >= 0; index++)
        {
            try
            {
                if (Describe(handle, (int)index) is { } adapter)
                {
                    adapters.Add(adapter);
                }
            }
            finally
            {
                ComObject.Release(handle);
            }
        }

        return adapters;
    }

    /// <summary>The adapter, or null if it cannot run compute shaders.</summary>
    private GpuAdapter? Describe(void* handle, int index)
    {
        AdapterDescription description;
        if (((delegate* unmanaged<void*, AdapterDescription*, int>)ComObject.Functions(handle)[GetDesc1])(handle, &description) < 0 || CreateDevice(handle, out void* device) < 0)
        {
            return null;
        }

        try
        {
            Architecture architecture = default;
            bool known = DirectXDevice.CheckFeature(device, FeatureArchitecture, ref architecture) >= 0;
            GpuKind kind = (description.Flags & SoftwareAdapter) != 0 ? GpuKind.Software : !known ? GpuKind.Other : architecture.UnifiedMemory != 0 ? GpuKind.Integrated : GpuKind.Discrete;
            nuint memory = kind == GpuKind.Discrete ? description.DedicatedVideoMemory : nuint.Max(description.DedicatedVideoMemory, description.SharedSystemMemory);
            return new GpuAdapter(new string(description.Name), GpuApi.DirectX12, kind, "", Version(handle), (long)memory, index);
        }
        finally
        {
            ComObject.Release(device);
        }
    }
}
