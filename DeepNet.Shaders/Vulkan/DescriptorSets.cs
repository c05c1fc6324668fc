using DeepNet.Shaders.CompilerServices;
using Silk.NET.Vulkan;

namespace DeepNet.Shaders.Vulkan;

/// <summary>The descriptor sets of a recorded list, one a dispatch. They come from pools that are added as the list grows, and go with it.</summary>
internal sealed unsafe class DescriptorSets
{
    // A set of a layer has three to eight buffers.
    private const uint SetsOfPool = 64, BuffersOfPool = 512;

    private readonly List<DescriptorPool> _pools = [];
    private uint _setsLeft, _buffersLeft;

    /// <summary>A set with these buffers, numbered in the order reads, writes.</summary>
    public DescriptorSet Add(VulkanDevice device, VulkanPipeline pipeline, ReadOnlySpan<GpuSlice> reads, ReadOnlySpan<GpuSlice> writes)
    {
        int count = reads.Length + writes.Length;
        DescriptorSet set = Allocate(device, pipeline.SetLayout, (uint)count);
        DescriptorBufferInfo* buffers = stackalloc DescriptorBufferInfo[count];
        WriteDescriptorSet* bindings = stackalloc WriteDescriptorSet[count];
        for (int i = 0; i < count; i++)
        {
            GpuSlice slice = i < reads.Length ? reads[i] : writes[i - reads.Length];
            buffers[i] = new DescriptorBufferInfo { Buffer = VulkanBuffer.Of(slice), Offset = slice.OffsetBytes, Range = slice.Bytes };
            bindings[i] = new WriteDescriptorSet
            {
                SType = StructureType.WriteDescriptorSet,
                DstSet = set,
                DstBinding = (uint)i,
                DescriptorCount = 1,
                DescriptorType = DescriptorType.StorageBuffer,
                PBufferInfo = &buffers[i],
            };
        }

        device.Vk.UpdateDescriptorSets(device.Handle, (uint)count, bindings, 0, null);
        return set;
    }

    public void Destroy(VulkanDevice device)
    {
        foreach (DescriptorPool pool in _pools)
        {
            device.Vk.DestroyDescriptorPool(device.Handle, pool, null);
        }

        _pools.Clear();
    }

    private DescriptorSet Allocate(VulkanDevice device, DescriptorSetLayout layout, uint buffers)
    {
        if (_setsLeft == 0 || _buffersLeft < buffers)
        {
            AddPool(device, Math.Max(BuffersOfPool, buffers));
        }

        DescriptorPool pool = _pools[^1];
        DescriptorSetAllocateInfo info = new() { SType = StructureType.DescriptorSetAllocateInfo, DescriptorPool = pool, DescriptorSetCount = 1, PSetLayouts = &layout };
        device.Vk.AllocateDescriptorSets(device.Handle, in info, out DescriptorSet set).Check("vkAllocateDescriptorSets");
        _setsLeft--;
        _buffersLeft -= buffers;
        return set;
    }

    private void AddPool(VulkanDevice device, uint buffers)
    {
        DescriptorPoolSize size = new() { Type = DescriptorType.StorageBuffer, DescriptorCount = buffers };
        DescriptorPoolCreateInfo info = new() { SType = StructureType.DescriptorPoolCreateInfo, MaxSets = SetsOfPool, PoolSizeCount = 1, PPoolSizes = &size };
        device.Vk.CreateDescriptorPool(device.Handle, in info, null, out DescriptorPool pool).Check("vkCreateDescriptorPool");
        _pools.Add(pool);
        (_setsLeft, _buffersLeft) = (SetsOfPool, buffers);
    }
}
