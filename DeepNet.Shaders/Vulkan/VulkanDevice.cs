using System.Runtime.InteropServices;
using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Native;
using Silk.NET.Vulkan;

namespace DeepNet.Shaders.Vulkan;

/// <summary>A logical device with one queue, and the limits that descriptions are checked against.</summary>
internal sealed unsafe class VulkanDevice : NativeDevice
{
    private const string PortabilitySubset = "VK_KHR_portability_subset";

    private readonly MemoryType[] _memoryTypes;

    public VulkanDevice(VulkanInstance instance, GpuAdapter adapter)
    {
        Vk = instance.Vk;
        PhysicalDevice physical = instance.Find(adapter);
        QueueFamily = VulkanAdapter.QueueFamily(Vk, physical)!.Value;
        Handle = Create(physical);
        Queue = Vk.GetDeviceQueue(Handle, QueueFamily, 0);

        PhysicalDeviceMaintenance3Properties maintenance = new() { SType = StructureType.PhysicalDeviceMaintenance3Properties };
        PhysicalDeviceProperties2 properties = new() { SType = StructureType.PhysicalDeviceProperties2, PNext = &maintenance };
        Vk.GetPhysicalDeviceProperties2(physical, &properties);
        Limits = properties.Properties.Limits;
        MostBytesOfBuffer = maintenance.MaxMemoryAllocationSize;

        PhysicalDeviceMemoryProperties memory = Vk.GetPhysicalDeviceMemoryProperties(physical);
        _memoryTypes = new MemoryType[memory.MemoryTypeCount];
        for (int i = 0; i < _memoryTypes.Length; i++)
        {
            _memoryTypes[i] = memory.MemoryTypes[i];
        }
    }

    public Vk Vk { get; }

    public Device Handle { get; }

    public Queue Queue { get; }

    public uint QueueFamily { get; }

    public PhysicalDeviceLimits Limits { get; }

    public override ulong MostBytesOfBuffer { get; }

    public override ulong MostBytesOfPart => Limits.MaxStorageBufferRange;

    public override NativeBuffer CreateBuffer(long length, GpuMemory memory) => new VulkanBuffer(this, length, memory);

    public override void Compile(ComputeShader shader) => _ = shader.Module;

    public override NativePipeline CreatePipeline(ComputeShader shader) => new VulkanPipeline(this, shader);

    public override RecordedCommands CreateCommands() => new VulkanCommands(this);

    /// <summary>The first allowed type of memory that fulfils one of the wishes, the first wish first.</summary>
    /// <param name="allowed">The types that the buffer may have, a bit each.</param>
    /// <param name="wishes">Properties that it must have, and properties that it should not have.</param>
    public uint FindMemoryType(uint allowed, ReadOnlySpan<(MemoryPropertyFlags With, MemoryPropertyFlags Without)> wishes)
    {
        foreach ((MemoryPropertyFlags with, MemoryPropertyFlags without) in wishes)
        {
            for (int i = 0; i < _memoryTypes.Length; i++)
            {
                MemoryPropertyFlags flags = _memoryTypes[i].PropertyFlags;
                if ((allowed & (1u << i)) != 0 && (flags & with) == with && (flags & without) == 0)
                {
                    return (uint)i;
                }
            }
        }

        throw new GpuException("The device has no memory for buffers of this kind.");
    }

    public override void Destroy() => Vk.DestroyDevice(Handle, null);

    private Device Create(PhysicalDevice physical)
    {
        nint extension = Marshal.StringToCoTaskMemUTF8(PortabilitySubset);
        try
        {
            // A device that has this extension must be opened with it.
            bool portability = VulkanExtensions.OfDevice(Vk, physical).Contains(PortabilitySubset);
            byte* names = (byte*)extension;
            float priority = 1;
            DeviceQueueCreateInfo queue = new()
            {
                SType = StructureType.DeviceQueueCreateInfo, QueueFamilyIndex = QueueFamily, QueueCount = 1, PQueuePriorities = &priority,
            };
            DeviceCreateInfo info = new()
            {
                SType = StructureType.DeviceCreateInfo,
                QueueCreateInfoCount = 1,
                PQueueCreateInfos = &queue,
                EnabledExtensionCount = portability ? 1u : 0u,
                PpEnabledExtensionNames = &names,
            };
            Vk.CreateDevice(physical, in info, null, out Device device).Check("vkCreateDevice");
            return device;
        }
        finally
        {
            Marshal.FreeCoTaskMem(extension);
        }
    }
}
