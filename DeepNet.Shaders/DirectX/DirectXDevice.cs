using System.Runtime.CompilerServices;
using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Hlsl;
using DeepNet.Shaders.Native;
using static DeepNet.Shaders.DirectX.Direct3D;

namespace DeepNet.Shaders.DirectX;

/// <summary>A device with one queue for compute work, and a fence that counts its submissions.</summary>
internal sealed unsafe class DirectXDevice : NativeDevice
{
    private const int CreateCommandQueue = 8, CheckFeatureSupport = 13, CreateFence = 36, GetDeviceRemovedReason = 37;
    private const int ExecuteCommandLists = 10, Signal = 14, GetCompletedValue = 8, SetEventOnCompletion = 9;

    private readonly Dictionary<ComputeShader, DirectXPipeline> _pipelines = [];
    private void* _handle, _queue, _fence;
    private ulong _submissions;

    public DirectXDevice(DirectXAdapters adapters, GpuAdapter adapter)
    {
        Library = adapters.Library;
        _handle = adapters.CreateDevice(adapter);
        try
        {
            Guid type = CommandQueue;
            QueueDescription description = new() { Type = QueueCompute };
            void* made;
            Check(
                ((delegate* unmanaged<void*, QueueDescription*, Guid*, void**, int>)ComObject.Functions(_handle)[CreateCommandQueue])(_handle, &description, &type, &made), "CreateCommandQueue");
            _queue = made;
            type = Fence;
            Check(((delegate* unmanaged<void*, ulong, int, Guid*, void**, int>)ComObject.Functions(_handle)[CreateFence])(_handle, 0, 0, &type, &made), "CreateFence");
            _fence = made;

            Addresses addresses = default;
            MostBytesOfBuffer = CheckFeature(_handle, FeatureAddresses, ref addresses) >= 0 ? 1ul << (int)Math.Min(addresses.BitsPerResource, 62) : 1ul << 31;
            int model = ShaderModel60;
            HasShaderModel6 = CheckFeature(_handle, FeatureShaderModel, ref model) >= 0 && model >= ShaderModel60;
        }
        catch
        {
            Destroy();
            throw;
        }
    }

    public DirectXLibrary Library { get; }

    /// <summary>The ID3D12Device.</summary>
    public void* Handle => _handle;

    /// <summary>Whether the driver takes what DXC compiles to.</summary>
    public bool HasShaderModel6 { get; }

    public override ulong MostBytesOfBuffer { get; }

    // Shaders count elements of four bytes with 32 bits, and drivers address parts of a buffer with as many.
    public override ulong MostBytesOfPart => uint.MaxValue;

    /// <summary>Asks a device for a feature's data.</summary>
    public static int CheckFeature<T>(void* device, int feature, ref T data)
        where T : unmanaged
    {
        fixed (T* first = &data)
        {
            return ((delegate* unmanaged<void*, int, void*, uint, int>)ComObject.Functions(device)[CheckFeatureSupport])(device, feature, first, (uint)Unsafe.SizeOf<T>());
        }
    }

    public override NativeBuffer CreateBuffer(long length, GpuMemory memory) => new DirectXBuffer(this, length, memory);

    public override void Compile(ComputeShader shader) => shader.BytecodeFor(HasShaderModel6);

    public override NativePipeline CreatePipeline(ComputeShader shader) => new DirectXPipeline(this, shader);

    public override RecordedCommands CreateCommands() => new DirectXCommands(this);

    /// <summary>A shader of this API's own.</summary>
    public DirectXPipeline Pipeline(ComputeShader shader)
    {
        if (!_pipelines.TryGetValue(shader, out DirectXPipeline? pipeline))
        {
            pipeline = new DirectXPipeline(this, shader);
            _pipelines.Add(shader, pipeline);
        }

        return pipeline;
    }

    /// <summary>Computes a closed list and waits until it is done.</summary>
    public void Submit(void* list)
    {
        ((delegate* unmanaged<void*, uint, void**, void>)ComObject.Functions(_queue)[ExecuteCommandLists])(_queue, 1, &list);
        _submissions++;
        Check(((delegate* unmanaged<void*, void*, ulong, int>)ComObject.Functions(_queue)[Signal])(_queue, _fence, _submissions), "Signal");

        // Without an event it returns when the value is reached. A fence of a device that was removed has the largest value.
        Check(((delegate* unmanaged<void*, ulong, void*, int>)ComObject.Functions(_fence)[SetEventOnCompletion])(_fence, _submissions, null), "SetEventOnCompletion");
        if (((delegate* unmanaged<void*, ulong>)ComObject.Functions(_fence)[GetCompletedValue])(_fence) == ulong.MaxValue)
        {
            Check(DirectXResult.DeviceRemoved, "ExecuteCommandLists");
        }
    }

    /// <summary>Throws if a call failed. Why a device was removed, the device says itself.</summary>
    public void Check(int result, string call)
    {
        if (result == DirectXResult.DeviceRemoved)
        {
            int reason = ((delegate* unmanaged<void*, int>)ComObject.Functions(_handle)[GetDeviceRemovedReason])(_handle);
            result = reason < 0 ? reason : result;
        }

        DirectXResult.Check(result, call);
    }

    public override void Destroy()
    {
        foreach (DirectXPipeline pipeline in _pipelines.Values)
        {
            pipeline.Destroy();
        }

        _pipelines.Clear();
        ComObject.Release(ref _fence);
        ComObject.Release(ref _queue);
        ComObject.Release(ref _handle);
    }
}
