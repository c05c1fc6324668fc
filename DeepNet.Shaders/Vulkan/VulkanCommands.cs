using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Native;
using Silk.NET.Vulkan;

namespace DeepNet.Shaders.Vulkan;

/// <summary>A command buffer with a pool and a fence of its own.</summary>
internal sealed unsafe class VulkanCommands : RecordedCommands
{
    private readonly VulkanDevice _device;
    private readonly DescriptorSets _sets = new();
    private readonly CommandBuffer _handle;
    private readonly CommandPool _pool;
    private readonly Fence _fence;

    public VulkanCommands(VulkanDevice device)
    {
        _device = device;
        try
        {
            CommandPoolCreateInfo pool = new() { SType = StructureType.CommandPoolCreateInfo, QueueFamilyIndex = device.QueueFamily };
            device.Vk.CreateCommandPool(device.Handle, in pool, null, out _pool).Check("vkCreateCommandPool");
            CommandBufferAllocateInfo buffer = new()
            {
                SType = StructureType.CommandBufferAllocateInfo, CommandPool = _pool, Level = CommandBufferLevel.Primary, CommandBufferCount = 1,
            };
            device.Vk.AllocateCommandBuffers(device.Handle, in buffer, out _handle).Check("vkAllocateCommandBuffers");
            FenceCreateInfo fence = new() { SType = StructureType.FenceCreateInfo };
            device.Vk.CreateFence(device.Handle, in fence, null, out _fence).Check("vkCreateFence");
            CommandBufferBeginInfo begin = new() { SType = StructureType.CommandBufferBeginInfo };
            device.Vk.BeginCommandBuffer(_handle, in begin).Check("vkBeginCommandBuffer");
        }
        catch
        {
            Destroy();
            throw;
        }
    }

    public override void Barrier() => Barrier(
        PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.TransferBit,
        AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit | AccessFlags.TransferReadBit | AccessFlags.TransferWriteBit);

    public override void Dispatch(
        NativePipeline pipeline, uint groupsX, uint groupsY, uint groupsZ, ReadOnlySpan<uint> constants, ReadOnlySpan<GpuSlice> reads, ReadOnlySpan<GpuSlice> writes)
    {
        VulkanPipeline shader = (VulkanPipeline)pipeline;
        DescriptorSet set = _sets.Add(_device, shader, reads, writes);
        _device.Vk.CmdBindPipeline(_handle, PipelineBindPoint.Compute, shader.Handle);
        _device.Vk.CmdBindDescriptorSets(_handle, PipelineBindPoint.Compute, shader.Layout, 0, 1, &set, 0, null);
        if (!constants.IsEmpty)
        {
            fixed (uint* first = constants)
            {
                _device.Vk.CmdPushConstants(_handle, shader.Layout, ShaderStageFlags.ComputeBit, 0, (uint)constants.Length * sizeof(uint), first);
            }
        }

        _device.Vk.CmdDispatch(_handle, groupsX, groupsY, groupsZ);
    }

    public override void Copy(in GpuSlice from, in GpuSlice to)
    {
        BufferCopy region = new() { SrcOffset = from.OffsetBytes, DstOffset = to.OffsetBytes, Size = from.Bytes };
        _device.Vk.CmdCopyBuffer(_handle, VulkanBuffer.Of(from), VulkanBuffer.Of(to), 1, &region);
    }

    public override void Clear(in GpuSlice slice) => _device.Vk.CmdFillBuffer(_handle, VulkanBuffer.Of(slice), slice.OffsetBytes, slice.Bytes, 0);

    public override void End()
    {
        Barrier(PipelineStageFlags.HostBit, AccessFlags.HostReadBit | AccessFlags.HostWriteBit);
        _device.Vk.EndCommandBuffer(_handle).Check("vkEndCommandBuffer");
    }

    public override void Submit()
    {
        CommandBuffer commands = _handle;
        Fence fence = _fence;
        SubmitInfo info = new() { SType = StructureType.SubmitInfo, CommandBufferCount = 1, PCommandBuffers = &commands };
        _device.Vk.QueueSubmit(_device.Queue, 1, &info, fence).Check("vkQueueSubmit");
        _device.Vk.WaitForFences(_device.Handle, 1, &fence, true, ulong.MaxValue).Check("vkWaitForFences");
        _device.Vk.ResetFences(_device.Handle, 1, &fence).Check("vkResetFences");
    }

    public override void Destroy()
    {
        // The command buffer goes with its pool; Vulkan ignores handles that were never made.
        _sets.Destroy(_device);
        _device.Vk.DestroyFence(_device.Handle, _fence, null);
        _device.Vk.DestroyCommandPool(_device.Handle, _pool, null);
    }

    private void Barrier(PipelineStageFlags then, AccessFlags access)
    {
        MemoryBarrier barrier = new()
        {
            SType = StructureType.MemoryBarrier, SrcAccessMask = AccessFlags.ShaderWriteBit | AccessFlags.TransferWriteBit, DstAccessMask = access,
        };
        _device.Vk.CmdPipelineBarrier(
            _handle, PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.TransferBit, then, 0, 1, &barrier, 0, null, 0, null);
    }
}
