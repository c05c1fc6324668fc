using DeepNet.Shaders.Vulkan;
using Silk.NET.Vulkan;
using VulkanBuffer = Silk.NET.Vulkan.Buffer;

namespace DeepNet.Shaders.CompilerServices;

/// <summary>Memory that a device computes with: elements of four bytes, <c>float</c> or <c>int</c>. Its content is undefined until it is written.</summary>
public sealed unsafe class GpuBuffer : IDisposable
{
    /// <summary>A part that a shader reads or writes begins at a multiple of so many elements: 256 bytes, the most that any device asks for.</summary>
    public const int Alignment = 64;

    internal const int ElementBytes = 4;

    private const MemoryPropertyFlags Mapped = MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit;

    private VulkanBuffer _handle;
    private DeviceMemory _memory;
    private void* _mapped;

    /// <summary>Makes a buffer.</summary>
    /// <param name="device">The device.</param>
    /// <param name="length">The number of elements, at least 1.</param>
    /// <param name="memory">Where it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1, or more than the device gives out at once.</exception>
    /// <exception cref="GpuException">The device has no memory left.</exception>
    public GpuBuffer(GpuDevice device, long length, GpuMemory memory)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Device = device;
        Length = length;
        Memory = memory;
        lock (device.Gate)
        {
            VulkanDevice vulkan = device.Vulkan;
            try
            {
                Allocate(vulkan);
            }
            catch
            {
                Release(vulkan);
                throw;
            }

            device.Add(this);
        }
    }

    /// <summary>The device.</summary>
    public GpuDevice Device { get; }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>Where the buffer is.</summary>
    public GpuMemory Memory { get; }

    /// <summary>The elements of a buffer that the processor sees. They must not be touched after <see cref="Dispose"/>, and not while a list that uses them is computed.</summary>
    /// <exception cref="InvalidOperationException">The buffer is in the device's memory.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was released.</exception>
    public Span<float> Floats => new(Address(), checked((int)Length));

    /// <summary>As <see cref="Floats"/>, as whole numbers.</summary>
    /// <exception cref="InvalidOperationException">The buffer is in the device's memory.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was released.</exception>
    public Span<int> Ints => new(Address(), checked((int)Length));

    internal VulkanBuffer Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _handle;
        }
    }

    internal bool IsDisposed { get; private set; }

    /// <summary>A part of the buffer.</summary>
    /// <param name="offset">The first element.</param>
    /// <param name="length">The number of elements, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the buffer.</exception>
    public GpuSlice Slice(long offset, long length)
    {
        GpuSlice slice = new(this, offset, length);
        slice.CheckWithin();
        return slice;
    }

    /// <summary>Releases the memory. Lists that use the buffer cannot be submitted any more.</summary>
    public void Dispose()
    {
        lock (Device.Gate)
        {
            if (!IsDisposed)
            {
                IsDisposed = true;
                Release(Device.Vulkan);
                Device.Remove(this);
            }
        }
    }

    private void* Address()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return _mapped is not null
            ? _mapped
            : throw new InvalidOperationException("The buffer is in the device's memory, which the processor does not see: copy it to a buffer in GpuMemory.Readback with a dispatch list.");
    }

    private void Allocate(VulkanDevice vulkan)
    {
        string call = $"a buffer of {Length} elements";
        ulong bytes = (ulong)Length * ElementBytes;
        if (bytes > vulkan.MostBytesOfAllocation)
        {
            throw new ArgumentOutOfRangeException(
                "length", $"A buffer of {Length} elements has {bytes} bytes; '{Device.Adapter.Name}' gives out at most {vulkan.MostBytesOfAllocation} bytes at once. Use a smaller batch or network.");
        }

        BufferCreateInfo info = new()
        {
            SType = StructureType.BufferCreateInfo,
            Size = bytes,
            Usage = BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferSrcBit | BufferUsageFlags.TransferDstBit,
            SharingMode = SharingMode.Exclusive,
        };
        vulkan.Vk.CreateBuffer(vulkan.Handle, in info, null, out _handle).Check($"vkCreateBuffer for {call}");
        MemoryRequirements needs = vulkan.Vk.GetBufferMemoryRequirements(vulkan.Handle, _handle);
        MemoryAllocateInfo allocation = new()
        {
            SType = StructureType.MemoryAllocateInfo, AllocationSize = needs.Size, MemoryTypeIndex = vulkan.FindMemoryType(needs.MemoryTypeBits, Wishes(Memory)),
        };
        vulkan.Vk.AllocateMemory(vulkan.Handle, in allocation, null, out _memory).Check($"vkAllocateMemory for {call} ({needs.Size} bytes)");
        vulkan.Vk.BindBufferMemory(vulkan.Handle, _handle, _memory, 0).Check($"vkBindBufferMemory for {call}");
        if (Memory != GpuMemory.Device)
        {
            void* address;
            vulkan.Vk.MapMemory(vulkan.Handle, _memory, 0, Vk.WholeSize, 0, &address).Check($"vkMapMemory for {call}");
            _mapped = address;
        }
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

    private void Release(VulkanDevice vulkan)
    {
        // Freed memory is unmapped; Vulkan ignores handles that were never made.
        vulkan.Vk.DestroyBuffer(vulkan.Handle, _handle, null);
        vulkan.Vk.FreeMemory(vulkan.Handle, _memory, null);
        _mapped = null;
    }
}
