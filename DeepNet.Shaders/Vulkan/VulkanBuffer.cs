using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Native;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace DeepNet.Shaders.Vulkan;

/// <summary>A buffer with memory of its own, which the processor sees all the time where it does at all.</summary>
internal sealed unsafe class VulkanBuffer : NativeBuffer
{
    private const MemoryPropertyFlags Mapped = MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit;

    private readonly VulkanDevice _device;
    private readonly DeviceMemory _memory;
    private readonly Buffer _handle;

    public VulkanBuffer(VulkanDevice device, long length, GpuMemory memory)
    {
        _device = device;
        try
        {
            string call = $"a buffer of {length} elements";
            BufferCreateInfo info = new()
            {
                SType = StructureType.BufferCreateInfo,
                Size = (ulong)length * GpuBuffer.ElementBytes,
                Usage = BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferSrcBit | BufferUsageFlags.TransferDstBit,
                SharingMode = SharingMode.Exclusive,
            };
            device.Vk.CreateBuffer(device.Handle, in info, null, out _handle).Check($"vkCreateBuffer for {call}");
            MemoryRequirements needs = device.Vk.GetBufferMemoryRequirements(device.Handle, _handle);
            MemoryAllocateInfo allocation = new()
            {
                SType = StructureType.MemoryAllocateInfo, AllocationSize = needs.Size, MemoryTypeIndex = device.FindMemoryType(needs.MemoryTypeBits, Wishes(memory)),
            };
            device.Vk.AllocateMemory(device.Handle, in allocation, null, out _memory).Check($"vkAllocateMemory for {call} ({needs.Size} bytes)");
            device.Vk.BindBufferMemory(device.Handle, _handle, _memory, 0).Check($"vkBindBufferMemory for {call}");
            if (memory != GpuMemory.Device)
            {
                void* address;
                device.Vk.MapMemory(device.Handle, _memory, 0, Vk.WholeSize, 0, &address).Check($"vkMapMemory for {call}");
                Address = address;
            }
        }
        catch
        {
            Destroy();
            throw;
        }
    }

    /// <summary>The buffer that a part is of.</summary>
    public static Buffer Of(in GpuSlice slice) => ((VulkanBuffer)slice.Buffer.Native)._handle;

    public override void Destroy()
    {
        // Freed memory is unmapped; Vulkan ignores handles that were never made.
        _device.Vk.DestroyBuffer(_device.Handle, _handle, null);
        _device.Vk.FreeMemory(_device.Handle, _memory, null);
        Address = null;
    }

    // Some cards show a small window of their memory to the processor; it is left to those who ask for it.
    private static ReadOnlySpan<(MemoryPropertyFlags With, MemoryPropertyFlags Without)> Wishes(GpuMemory memory) => memory switch
    {
        GpuMemory.Device => new[]
        {
            (MemoryPropertyFlags.DeviceLocalBit, MemoryPropertyFlags.HostVisibleBit), (MemoryPropertyFlags.DeviceLocalBit, MemoryPropertyFlags.None), (MemoryPropertyFlags.None, MemoryPropertyFlags.None),
        },
        GpuMemory.Upload => new[] { (Mapped, MemoryPropertyFlags.DeviceLocalBit | MemoryPropertyFlags.HostCachedBit), (Mapped, MemoryPropertyFlags.DeviceLocalBit), (Mapped, MemoryPropertyFlags.None) },
        _ => new[]
        {
            (Mapped | MemoryPropertyFlags.HostCachedBit, MemoryPropertyFlags.DeviceLocalBit), (Mapped | MemoryPropertyFlags.HostCachedBit, MemoryPropertyFlags.None), (Mapped, MemoryPropertyFlags.None),
        },
    };
}
