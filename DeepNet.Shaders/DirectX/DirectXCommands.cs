using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Native;
using static DeepNet.Shaders.DirectX.Direct3D;

namespace DeepNet.Shaders.DirectX;

/// <summary>A closed list of commands with an allocator of its own, which is never reset: the list is executed any number of times.</summary>
internal sealed unsafe class DirectXCommands : RecordedCommands
{
    private const int CreateCommandAllocator = 9, CreateCommandList = 12;
    private const int Close = 9, Dispatches = 14, CopyBufferRegion = 15, SetPipelineState = 25, ResourceBarrier = 26;
    private const int SetComputeRootSignature = 29, SetComputeRoot32BitConstants = 35, SetComputeRootUnorderedAccessView = 41;

    private readonly DirectXDevice _device;
    private readonly BufferStates _states = new();
    private void* _allocator, _list;

    public DirectXCommands(DirectXDevice device)
    {
        _device = device;
        try
        {
            Guid type = CommandAllocator;
            void* made;
            device.Check(
                ((delegate* unmanaged<void*, int, Guid*, void**, int>)ComObject.Functions(device.Handle)[CreateCommandAllocator])(device.Handle, QueueCompute, &type, &made), "CreateCommandAllocator");
            _allocator = made;
            type = CommandList;
            device.Check(
                ((delegate* unmanaged<void*, uint, int, void*, void*, Guid*, void**, int>)ComObject.Functions(device.Handle)[CreateCommandList])(
                    device.Handle, 0, QueueCompute, _allocator, null, &type, &made),
                "CreateCommandList");
            _list = made;
        }
        catch
        {
            Destroy();
            throw;
        }
    }

    public override void Barrier() => _states.Order();

    public override void Dispatch(
        NativePipeline pipeline, uint groupsX, uint groupsY, uint groupsZ, ReadOnlySpan<uint> constants, ReadOnlySpan<GpuSlice> reads, ReadOnlySpan<GpuSlice> writes)
    {
        DirectXPipeline shader = (DirectXPipeline)pipeline;
        foreach (ref readonly GpuSlice slice in reads)
        {
            _states.Need((nint)DirectXBuffer.Of(slice).Handle, State.UnorderedAccess);
        }

        foreach (ref readonly GpuSlice slice in writes)
        {
            _states.Need((nint)DirectXBuffer.Of(slice).Handle, State.UnorderedAccess);
        }

        RecordBarriers();
        Use(shader, constants);
        uint parameter = shader.HasConstants ? 1u : 0u;
        foreach (ref readonly GpuSlice slice in reads)
        {
            Bind(parameter++, Address(slice));
        }

        foreach (ref readonly GpuSlice slice in writes)
        {
            Bind(parameter++, Address(slice));
        }

        Run(groupsX, groupsY, groupsZ);
    }

    public override void Copy(in GpuSlice from, in GpuSlice to)
    {
        DirectXBuffer source = DirectXBuffer.Of(from), destination = DirectXBuffer.Of(to);
        if (source == destination)
        {
            CopyWithin(from, to);
            return;
        }

        _states.Need((nint)source.Handle, State.CopySource);
        _states.Need((nint)destination.Handle, State.CopyDestination);
        RecordBarriers();
        ((delegate* unmanaged<void*, void*, ulong, void*, ulong, ulong, void>)ComObject.Functions(_list)[CopyBufferRegion])(
            _list, destination.Handle, to.OffsetBytes, source.Handle, from.OffsetBytes, from.Bytes);
    }

    public override void Clear(in GpuSlice slice)
    {
        _states.Need((nint)DirectXBuffer.Of(slice).Handle, State.UnorderedAccess);
        RecordBarriers();
        DirectXPipeline pipeline = _device.Pipeline(ElementShaders.Clear);
        foreach ((long first, uint count, uint groups) in ElementShaders.Parts(slice.Length))
        {
            Use(pipeline, [count, groups * ElementShaders.Threads]);
            Bind(1, Address(slice) + ((ulong)first * GpuBuffer.ElementBytes));
            Run(groups, 1, 1);
        }
    }

    public override void End()
    {
        _states.NeedCommon();
        RecordBarriers();
        _device.Check(((delegate* unmanaged<void*, int>)ComObject.Functions(_list)[Close])(_list), "Close");
    }

    public override void Submit() => _device.Submit(_list);

    public override void Destroy()
    {
        ComObject.Release(ref _list);
        ComObject.Release(ref _allocator);
    }

    private static ulong Address(in GpuSlice slice) => DirectXBuffer.Of(slice).GpuAddress + slice.OffsetBytes;

    /// <summary>A buffer cannot be source and destination of a copy at once, so a shader copies within one.</summary>
    private void CopyWithin(in GpuSlice from, in GpuSlice to)
    {
        _states.Need((nint)DirectXBuffer.Of(from).Handle, State.UnorderedAccess);
        RecordBarriers();
        DirectXPipeline pipeline = _device.Pipeline(ElementShaders.Copy);
        foreach ((long first, uint count, uint groups) in ElementShaders.Parts(from.Length))
        {
            Use(pipeline, [count, groups * ElementShaders.Threads]);
            Bind(1, Address(from) + ((ulong)first * GpuBuffer.ElementBytes));
            Bind(2, Address(to) + ((ulong)first * GpuBuffer.ElementBytes));
            Run(groups, 1, 1);
        }
    }

    private void Use(DirectXPipeline pipeline, ReadOnlySpan<uint> constants)
    {
        ((delegate* unmanaged<void*, void*, void>)ComObject.Functions(_list)[SetComputeRootSignature])(_list, pipeline.RootSignature);
        ((delegate* unmanaged<void*, void*, void>)ComObject.Functions(_list)[SetPipelineState])(_list, pipeline.Handle);
        if (!constants.IsEmpty)
        {
            fixed (uint* first = constants)
            {
                ((delegate* unmanaged<void*, uint, uint, void*, uint, void>)ComObject.Functions(_list)[SetComputeRoot32BitConstants])(_list, 0, (uint)constants.Length, first, 0);
            }
        }
    }

    private void Bind(uint parameter, ulong address) =>
        ((delegate* unmanaged<void*, uint, ulong, void>)ComObject.Functions(_list)[SetComputeRootUnorderedAccessView])(_list, parameter, address);

    private void Run(uint x, uint y, uint z) => ((delegate* unmanaged<void*, uint, uint, uint, void>)ComObject.Functions(_list)[Dispatches])(_list, x, y, z);

    private void RecordBarriers()
    {
        ReadOnlySpan<StateBarrier> barriers = _states.Barriers;
        if (!barriers.IsEmpty)
        {
            fixed (StateBarrier* first = barriers)
            {
                ((delegate* unmanaged<void*, uint, void*, void>)ComObject.Functions(_list)[ResourceBarrier])(_list, (uint)barriers.Length, first);
            }

            _states.Clear();
        }
    }
}
