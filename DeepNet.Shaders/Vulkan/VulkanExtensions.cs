using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace DeepNet.Shaders.Vulkan;

/// <summary>The names of the extensions that there are.</summary>
internal static unsafe class VulkanExtensions
{
    public static HashSet<string> OfInstance(Vk vk)
    {
        uint count = 0;
        vk.EnumerateInstanceExtensionProperties((byte*)null, &count, null);
        ExtensionProperties[] properties = new ExtensionProperties[count];
        fixed (ExtensionProperties* first = properties)
        {
            vk.EnumerateInstanceExtensionProperties((byte*)null, &count, first);
        }

        return Names(properties);
    }

    public static HashSet<string> OfDevice(Vk vk, PhysicalDevice device)
    {
        uint count = 0;
        vk.EnumerateDeviceExtensionProperties(device, (byte*)null, &count, null);
        ExtensionProperties[] properties = new ExtensionProperties[count];
        fixed (ExtensionProperties* first = properties)
        {
            vk.EnumerateDeviceExtensionProperties(device, (byte*)null, &count, first);
        }

        return Names(properties);
    }

    private static HashSet<string> Names(ExtensionProperties[] properties)
    {
        HashSet<string> names = [];
        foreach (ExtensionProperties extension in properties)
        {
            names.Add(Marshal.PtrToStringUTF8((nint)extension.ExtensionName) ?? "");
        }

        return names;
    }
}
