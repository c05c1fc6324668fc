using System.Runtime.InteropServices;
using Silk.NET.Core;
using Silk.NET.Vulkan;

namespace DeepNet.Shaders.Vulkan;

/// <summary>The process's connection to Vulkan: the loader, one instance, and the devices that it lists. Or the reason why there is none.</summary>
internal sealed unsafe class VulkanInstance
{
    private const string PortabilityEnumeration = "VK_KHR_portability_enumeration";

    private static readonly Lazy<VulkanInstance> Shared = new(() => Create(VulkanLibrary.Names));

    private readonly Vk? _vk;

    private VulkanInstance(string problem)
    {
        Problem = problem;
        Adapters = [];
    }

    private VulkanInstance(Vk vk, Instance handle)
    {
        _vk = vk;
        Handle = handle;
        Adapters = ListAdapters();
        Problem = Adapters.Count > 0 ? null : "No Vulkan device: the loader found no driver with a device that computes under Vulkan 1.1 or later.";
    }

    /// <summary>The one of this process. Vulkan wants few instances, and each device belongs to one.</summary>
    public static VulkanInstance Current => Shared.Value;

    public Vk Vk => _vk ?? throw new GpuUnavailableException(Describe());

    public Instance Handle { get; }

    /// <summary>The devices in the order in which Vulkan lists them.</summary>
    public IReadOnlyList<GpuAdapter> Adapters { get; }

    /// <summary>Why there are no adapters, or null.</summary>
    public string? Problem { get; }

    /// <summary>Connects to the first loader of these names.</summary>
    public static VulkanInstance Create(IReadOnlyList<string> libraryNames)
    {
        if (VulkanLibrary.Open(libraryNames) is not { } library)
        {
            return new VulkanInstance($"No Vulkan device: the Vulkan loader is not on this machine (looked for {string.Join(", ", libraryNames)}).");
        }

        // Loaders of Vulkan 1.0 lack the functions that are asked for below.
        if (!library.TryGetProcAddress("vkGetPhysicalDeviceProperties2", out _))
        {
            return new VulkanInstance("No Vulkan device: the Vulkan loader of this machine is older than Vulkan 1.1.");
        }

        Vk vk = new(library);
        Result result = CreateInstance(vk, out Instance handle);
        return result == Result.Success
            ? new VulkanInstance(vk, handle)
            : new VulkanInstance($"No Vulkan device: vkCreateInstance returned {result}, which means that the loader found no driver that it can use.");
    }

    /// <summary>Why there is no device, and what to install.</summary>
    public string Describe() => Problem + (OperatingSystem.IsWindows()
        ? " On Windows the driver of the graphics card brings Vulkan: install the newest one of its manufacturer."
        : OperatingSystem.IsMacOS()
            ? " On macOS install it with: brew install vulkan-loader molten-vk."
            : " On Debian and Ubuntu install it with: apt install libvulkan1 mesa-vulkan-drivers; on Fedora: dnf install vulkan-loader mesa-vulkan-drivers."
                + " These packages drive AMD and Intel GPUs and bring a software device; for NVIDIA install NVIDIA's driver. VK_ICD_FILENAMES, where it is set, has to name drivers that exist.");

    /// <summary>The physical device of an adapter.</summary>
    public PhysicalDevice Find(GpuAdapter adapter) => PhysicalDevices()[adapter.Index];


    private static Result CreateInstance(Vk vk, out Instance handle)
    {
        nint extension = Marshal.StringToCoTaskMemUTF8(PortabilityEnumeration);
        try
        {
            // MoltenVK implements Vulkan but for a few graphics features, and is listed only if asked for.
            bool portability = VulkanExtensions.OfInstance(vk).Contains(PortabilityEnumeration);
            byte* names = (byte*)extension;
            ApplicationInfo application = new() { SType = StructureType.ApplicationInfo, ApiVersion = Vk.Version11 };
            InstanceCreateInfo info = new()
            {
                SType = StructureType.InstanceCreateInfo,
                PApplicationInfo = &application,
                Flags = portability ? InstanceCreateFlags.EnumeratePortabilityBitKhr : InstanceCreateFlags.None,
                EnabledExtensionCount = portability ? 1u : 0u,
                PpEnabledExtensionNames = &names,
            };
            return vk.CreateInstance(in info, null, out handle);
        }
        finally
        {
            Marshal.FreeCoTaskMem(extension);
        }
    }

    private GpuAdapter[] ListAdapters()
    {
        PhysicalDevice[] devices = PhysicalDevices();
        List<GpuAdapter> adapters = [];
        for (int i = 0; i < devices.Length; i++)
        {
            if (VulkanAdapter.Describe(Vk, devices[i], i) is { } adapter)
            {
                adapters.Add(adapter);
            }
        }

        return [.. adapters];
    }

    private PhysicalDevice[] PhysicalDevices()
    {
        uint count = 0;
        if (Vk.EnumeratePhysicalDevices(Handle, &count, null) != Result.Success || count == 0)
        {
            return [];
        }

        PhysicalDevice[] devices = new PhysicalDevice[count];
        fixed (PhysicalDevice* first = devices)
        {
            // Incomplete: a device was plugged in between the two calls. The first ones will do.
            return Vk.EnumeratePhysicalDevices(Handle, &count, first) is Result.Success or Result.Incomplete ? devices[..(int)count] : [];
        }
    }
}
