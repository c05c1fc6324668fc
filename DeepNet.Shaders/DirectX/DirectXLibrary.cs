using System.Runtime.InteropServices;

namespace DeepNet.Shaders.DirectX;

/// <summary>The functions that Direct3D 12 and DXGI export, from the libraries of Windows.</summary>
internal sealed unsafe class DirectXLibrary
{
    private readonly void* _createDevice, _serializeRootSignature, _createFactory;

    private DirectXLibrary(nint direct3D, nint dxgi)
    {
        _createDevice = (void*)NativeLibrary.GetExport(direct3D, "D3D12CreateDevice");
        _serializeRootSignature = (void*)NativeLibrary.GetExport(direct3D, "D3D12SerializeRootSignature");
        _createFactory = (void*)NativeLibrary.GetExport(dxgi, "CreateDXGIFactory1");
    }

    /// <summary>The libraries' names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["d3d12.dll", "dxgi.dll"];

    /// <summary>Loads both libraries. Null where one is missing, as on systems other than Windows.</summary>
    public static DirectXLibrary? Open(IReadOnlyList<string> names) =>
        NativeLibrary.TryLoad(names[0], out nint direct3D) && NativeLibrary.TryLoad(names[1], out nint dxgi) ? new DirectXLibrary(direct3D, dxgi) : null;

    public int CreateFactory(Guid* type, void** factory) => ((delegate* unmanaged<Guid*, void**, int>)_createFactory)(type, factory);

    public int CreateDevice(void* adapter, int featureLevel, Guid* type, void** device) =>
        ((delegate* unmanaged<void*, int, Guid*, void**, int>)_createDevice)(adapter, featureLevel, type, device);

    public int SerializeRootSignature(Direct3D.RootSignatureDescription* description, int version, void** blob, void** error) =>
        ((delegate* unmanaged<Direct3D.RootSignatureDescription*, int, void**, void**, int>)_serializeRootSignature)(description, version, blob, error);
}
