using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Native;
using static DeepNet.Shaders.DirectX.Direct3D;

namespace DeepNet.Shaders.DirectX;

/// <summary>
/// A buffer with a heap of its own, which the processor sees all the time where it does at all. The heaps named upload and readback are for copies alone; heaps of system memory with
/// the same ways of writing also take shaders.
/// </summary>
internal sealed unsafe class DirectXBuffer : NativeBuffer
{
    private const int CreateCommittedResource = 27, Map = 8, GetGpuVirtualAddress = 11;

    private void* _handle;

    public DirectXBuffer(DirectXDevice device, long length, GpuMemory memory)
    {
        string call = $"a buffer of {length} elements";
        HeapProperties heap = memory switch
        {
            GpuMemory.Device => new() { Type = HeapDefault },
            GpuMemory.Upload => new() { Type = HeapCustom, PageProperty = WriteCombined, Pool = SystemMemory },
            _ => new() { Type = HeapCustom, PageProperty = WrittenBack, Pool = SystemMemory },
        };
        ResourceDescription description = new()
        {
            Dimension = DimensionBuffer,
            Width = (ulong)length * GpuBuffer.ElementBytes,
            Height = 1,
            Depth = 1,
            MipLevels = 1,
            SampleCount = 1,
            Layout = LayoutRowMajor,
            Flags = AllowUnorderedAccess,
        };
        Guid type = Resource;
        void* made;
        device.Check(
            ((delegate* unmanaged<void*, HeapProperties*, uint, ResourceDescription*, State, void*, Guid*, void**, int>)ComObject.Functions(device.Handle)[CreateCommittedResource])(
                device.Handle, &heap, 0, &description, State.Common, null, &type, &made),
            $"CreateCommittedResource for {call} ({description.Width} bytes)");
        _handle = made;
        GpuAddress = ((delegate* unmanaged<void*, ulong>)ComObject.Functions(made)[GetGpuVirtualAddress])(made);
        if (memory != GpuMemory.Device)
        {
            void* address;
            int result = ((delegate* unmanaged<void*, uint, void*, void**, int>)ComObject.Functions(made)[Map])(made, 0, null, &address);
            if (result < 0)
            {
                Destroy();
                device.Check(result, $"Map for {call}");
            }

            Address = address;
        }
    }

    /// <summary>The ID3D12Resource.</summary>
    public void* Handle => _handle;

    /// <summary>The buffer's address on the device.</summary>
    public ulong GpuAddress { get; }

    /// <summary>The buffer that a part is of.</summary>
    public static DirectXBuffer Of(in GpuSlice slice) => (DirectXBuffer)slice.Buffer.Native;

    public override void Destroy()
    {
        Address = null;
        ComObject.Release(ref _handle);
    }
}
