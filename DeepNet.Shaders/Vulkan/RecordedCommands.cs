using Silk.NET.Vulkan;

namespace DeepNet.Shaders.Vulkan;

/// <summary>A command buffer with a pool and a fence of its own, so that lists are recorded on different threads and released in any order.</summary>
internal sealed unsafe class RecordedCommands
{
    private CommandPool _pool;
    private Fence _fence;

    public RecordedCommands(VulkanDevice device)
    {
        try
        {
            CommandPoolCreateInfo pool = new() { SType = StructureType.CommandPoolCreateInfo, QueueFamilyIndex = device.QueueFamily };
            device.Vk.CreateCommandPool(device.Handle, in pool, null, out _pool).Check("vkCreateCommandPool");
            CommandBufferAllocateInfo buffer = new()
            {
                SType = StructureType.CommandBufferAllocateInfo, CommandPool = _pool, Level = CommandBufferLevel.Primary, CommandBufferCount = 1,
            };
            device.Vk.AllocateCommandBuffers(device.Handle, in buffer, out CommandBuffer handle).Check("vkAllocateCommandBuffers");
            Handle = handle;
            FenceCreateInfo fence = new() { SType = StructureType.FenceCreateInfo };
            device.Vk.CreateFence(device.Handle, in fence, null, out _fence).Check("vkCreateFence");
            CommandBufferBeginInfo begin = new() { SType = StructureType.CommandBufferBeginInfo };
            device.Vk.BeginCommandBuffer(Handle, in begin).Check("vkBeginCommandBuffer");
        }
        catch
        {
            Destroy(device);
            throw;
        }
    }

    public CommandBuffer Handle { get; }

    /// <summary>Everything before, also of earlier submissions, is done and seen by every shader and copy after.</summary>
    public void Barrier(VulkanDevice device) => Barrier(
        device,
        PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.TransferBit,
        AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit | AccessFlags.TransferReadBit | AccessFlags.TransferWriteBit);

    /// <summary>Everything before is done and seen by the processor; nothing can be recorded after.</summary>
    public void End(VulkanDevice device)
    {
        Barrier(device, PipelineStageFlags.HostBit, AccessFlags.HostReadBit | AccessFlags.HostWriteBit);
        device.Vk.EndCommandBuffer(Handle).Check("vkEndCommandBuffer");
    }

    /// <summary>Computes what was recorded, and waits.</summary>
    public void Submit(VulkanDevice device)
    {
        CommandBuffer commands = Handle;
        Fence fence = _fence;
        SubmitInfo info = new() { SType = StructureType.SubmitInfo, CommandBufferCount = 1, PCommandBuffers = &commands };
        device.Vk.QueueSubmit(device.Queue, 1, &info, fence).Check("vkQueueSubmit");
        device.Vk.WaitForFences(device.Handle, 1, &fence, true, ulong.MaxValue).Check("vkWaitForFences");
        device.Vk.ResetFences(device.Handle, 1, &fence).Check("vkResetFences");
    }

    public void Destroy(VulkanDevice device)
    {
        // The command buffer goes with its pool; Vulkan ignores handles that were never made.
        device.Vk.DestroyFence(device.Handle, _fence, null);
        device.Vk.DestroyCommandPool(device.Handle, _pool, null);
    }

    private void Barrier(VulkanDevice device, PipelineStageFlags then, AccessFlags access)
    {
        MemoryBarrier barrier = new()
        {
            SType = StructureType.MemoryBarrier, SrcAccessMask = AccessFlags.ShaderWriteBit | AccessFlags.TransferWriteBit, DstAccessMask = access,
        };
        device.Vk.CmdPipelineBarrier(
            Handle, PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.TransferBit, then, 0, 1, &barrier, 0, null, 0, null);
    }
}
