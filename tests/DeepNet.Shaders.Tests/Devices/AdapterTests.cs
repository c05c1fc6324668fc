using DeepNet.Shaders.DirectX;
using DeepNet.Shaders.Native;
using DeepNet.Shaders.Tests.Support;
using DeepNet.Shaders.Vulkan;

namespace DeepNet.Shaders.Tests.Devices;

/// <summary>Which device is opened.</summary>
public sealed class AdapterTests
{
    [GpuFact]
    public void Cards_come_before_integrated_devices_before_software()
    {
        Assert.Equal(GpuDevice.Adapters.OrderBy(adapter => adapter.Kind), GpuDevice.Adapters);
        Assert.All(GpuDevice.Adapters, adapter =>
        {
            Assert.NotEmpty(adapter.Name);
            Assert.True(adapter.MemoryBytes > 0);
            Assert.Contains(adapter.Name, adapter.ToString(), StringComparison.Ordinal);
        });
        Assert.Equal(GpuDevice.Adapters[0], AdapterList.Current.Choose(null));
        Assert.Equal(GpuDevice.Adapters[0], AdapterList.Current.Choose(" "));
    }

    [GpuFact]
    public void A_part_of_the_name_chooses()
    {
        GpuAdapter last = GpuDevice.Adapters[^1];

        Assert.Equal(last.Name, AdapterList.Current.Choose(last.Name[1..].ToUpperInvariant()).Name);
        GpuUnavailableException exception = Assert.Throws<GpuUnavailableException>(() => AdapterList.Current.Choose("abacus"));
        Assert.Contains("DEEPNET_GPU is 'abacus'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(last.Name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_or_the_name_of_an_API_chooses()
    {
        AdapterList list = AdapterList.Create(null, VulkanInstance.Create(["neither.so"])) with { Adapters = [Adapter("Card", GpuApi.DirectX12), Adapter("Card", GpuApi.Vulkan), Adapter("Part 1", GpuApi.Vulkan)], Problem = null };

        Assert.Equal(list.Adapters[0], list.Choose("card"));
        Assert.Equal(list.Adapters[1], list.Choose("1"));
        Assert.Equal(list.Adapters[1], list.Choose("VULKAN"));
        Assert.Equal(list.Adapters[0], list.Choose("DirectX"));
        Assert.Equal(list.Adapters[2], list.Choose("part 1"));
        Assert.Contains("DEEPNET_GPU is '3'", Assert.Throws<GpuUnavailableException>(() => list.Choose("3")).Message, StringComparison.Ordinal);

        static GpuAdapter Adapter(string name, GpuApi api) => new(name, api, GpuKind.Discrete, "", "", 1, 0);
    }

    [Fact]
    public void Without_DirectX_the_message_says_so_beside_that_of_Vulkan()
    {
        DirectXAdapters directX = new(["no-d3d12.dll", "no-dxgi.dll"]);
        AdapterList list = AdapterList.Create(directX, VulkanInstance.Create(["neither.so"]));

        Assert.Empty(list.Adapters);
        Assert.Contains("no-d3d12.dll and no-dxgi.dll are not on this machine", list.Problem, StringComparison.Ordinal);
        Assert.Contains("looked for neither.so", list.Problem, StringComparison.Ordinal);
        Assert.Throws<GpuUnavailableException>(() => directX.Library);
    }

    [GpuFact]
    public void Any_adapter_is_opened_by_itself()
    {
        foreach (GpuAdapter adapter in GpuDevice.Adapters)
        {
            using GpuDevice device = GpuDevice.Open(adapter);
            Assert.Equal(adapter, device.Adapter);
        }

        Assert.Throws<ArgumentException>(() => GpuDevice.Open(GpuDevice.Adapters[0] with { Index = 1000 }));
    }

    [Fact]
    public void Without_a_loader_the_message_says_what_to_install()
    {
        VulkanInstance instance = VulkanInstance.Create(["libvulkan-that-is-not-there.so.1", "neither.so"]);

        Assert.Empty(instance.Adapters);
        GpuUnavailableException exception = Assert.Throws<GpuUnavailableException>(() => AdapterList.Create(null, instance).Choose(null));
        Assert.Contains("(looked for libvulkan-that-is-not-there.so.1, neither.so)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("nstall", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_no_loader_is_not_taken_for_one()
    {
        string library = OperatingSystem.IsWindows() ? "kernel32.dll" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libc.so.6";

        Assert.Contains("older than Vulkan 1.1", VulkanInstance.Create([library]).Problem, StringComparison.Ordinal);
    }

    [GpuFact]
    public void Without_a_driver_there_is_no_adapter_and_opening_says_why()
    {
        (int code, string output) = EntryPoint.Run(new() { ["VK_ICD_FILENAMES"] = "/nonexistent.json", ["VK_DRIVER_FILES"] = "/nonexistent.json" });

        Assert.Equal(0, code);
        Assert.Contains("0 adapters", output, StringComparison.Ordinal);
        Assert.Contains("GpuUnavailableException: No Vulkan device", output, StringComparison.Ordinal);
        Assert.Contains(OperatingSystem.IsLinux() ? "apt install libvulkan1 mesa-vulkan-drivers" : "nstall", output, StringComparison.Ordinal);
    }

    [GpuFact]
    public void The_environment_variable_is_read()
    {
        string name = GpuDevice.Adapters[^1].Name;

        Assert.Contains($"Opened {name}", EntryPoint.Run(new() { ["DEEPNET_GPU"] = name }).Output, StringComparison.Ordinal);
        Assert.Contains("DEEPNET_GPU is 'abacus'", EntryPoint.Run(new() { ["DEEPNET_GPU"] = "abacus" }).Output, StringComparison.Ordinal);
    }
}
