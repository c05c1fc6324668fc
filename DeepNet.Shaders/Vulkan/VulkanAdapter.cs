using System.Runtime.InteropServices;
using Silk.NET.Core;
using Silk.NET.Vulkan;

namespace DeepNet.Shaders.Vulkan;

/// <summary>Reads what a physical device is.</summary>
internal static unsafe class VulkanAdapter
{
    /// <summary>The adapter, or null if it cannot run compute shaders under Vulkan 1.1.</summary>
    public static GpuAdapter? Describe(Vk vk, PhysicalDevice device, int index)
    {
        PhysicalDeviceProperties properties = vk.GetPhysicalDeviceProperties(device);
        if (properties.ApiVersion < Vk.Version11 || QueueFamily(vk, device) is null)
        {
            return null;
        }

        (string driver, string version) = Driver(vk, device, properties);
        return new GpuAdapter(
            Marshal.PtrToStringUTF8((nint)properties.DeviceName) ?? "", GpuApi.Vulkan, Kind(properties.DeviceType), driver, version, MemoryBytes(vk, device), index);
    }

    /// <summary>The first family of queues that computes, which also copies; null if there is none.</summary>
    public static uint? QueueFamily(Vk vk, PhysicalDevice device)
    {
        uint count = 0;
        vk.GetPhysicalDeviceQueueFamilyProperties(device, &count, null);
        QueueFamilyProperties[] families = new QueueFamilyProperties[count];
        fixed (QueueFamilyProperties* first = families)
        {
            vk.GetPhysicalDeviceQueueFamilyProperties(device, &count, first);
        }

        int index = Array.FindIndex(families, family => family.QueueFlags.HasFlag(QueueFlags.ComputeBit));
        return index < 0 ? null : (uint)index;
    }

    private static GpuKind Kind(PhysicalDeviceType type) => type switch
    {
        PhysicalDeviceType.DiscreteGpu => GpuKind.Discrete,
        PhysicalDeviceType.IntegratedGpu => GpuKind.Integrated,
        PhysicalDeviceType.Cpu => GpuKind.Software,
        _ => GpuKind.Other,
    };

    private static (string Name, string Version) Driver(Vk vk, PhysicalDevice device, PhysicalDeviceProperties properties)
    {
        // The structure is part of Vulkan 1.2, and of this extension before.
        if (properties.ApiVersion < Vk.Version12 && !VulkanExtensions.OfDevice(vk, device).Contains("VK_KHR_driver_properties"))
        {
            return ("", $"0x{properties.DriverVersion:x}");
        }

        PhysicalDeviceDriverProperties driver = new() { SType = StructureType.PhysicalDeviceDriverProperties };
        PhysicalDeviceProperties2 all = new() { SType = StructureType.PhysicalDeviceProperties2, PNext = &driver };
        vk.GetPhysicalDeviceProperties2(device, &all);
        return (Marshal.PtrToStringUTF8((nint)driver.DriverName) ?? "", Marshal.PtrToStringUTF8((nint)driver.DriverInfo) ?? "");
    }

    private static long MemoryBytes(Vk vk, PhysicalDevice device)
    {
        PhysicalDeviceMemoryProperties memory = vk.GetPhysicalDeviceMemoryProperties(device);
        ulong most = 0;
        for (int i = 0; i < memory.MemoryHeapCount; i++)
        {
            if (memory.MemoryHeaps[i].Flags.HasFlag(MemoryHeapFlags.DeviceLocalBit))
            {
                most = Math.Max(most, memory.MemoryHeaps[i].Size);
            }
        }

        return (long)Math.Min(most, long.MaxValue);
    }
}
