using System.Globalization;
using DeepNet.Shaders.DirectX;
using DeepNet.Shaders.Vulkan;

namespace DeepNet.Shaders.Native;

/// <summary>The adapters of all APIs in the order of preference, or the reason why there are none.</summary>
/// <param name="Adapters">Cards first, then integrated GPUs, others, and software; of one kind DirectX first.</param>
/// <param name="Problem">Why there are no adapters and what to install, or null.</param>
internal sealed record AdapterList(IReadOnlyList<GpuAdapter> Adapters, string? Problem)
{
    /// <summary>The environment variable that chooses one.</summary>
    public const string Choice = "DEEPNET_GPU";

    private static readonly Lazy<AdapterList> Shared = new(() => Create(OperatingSystem.IsWindows() ? DirectXAdapters.Current : null, VulkanInstance.Current));

    /// <summary>Those of this machine.</summary>
    public static AdapterList Current => Shared.Value;

    public static AdapterList Create(DirectXAdapters? directX, VulkanInstance vulkan)
    {
        GpuAdapter[] adapters = [.. (directX?.Adapters ?? []).Concat(vulkan.Adapters).OrderBy(adapter => adapter.Kind).ThenBy(adapter => adapter.Api).ThenBy(adapter => adapter.Index)];
        return new AdapterList(adapters, adapters.Length > 0 ? null : directX is null ? vulkan.Describe() : $"{directX.Problem} {vulkan.Describe()}");
    }

    /// <summary>The first adapter; or that with this number; or the first with this in its name and its API's name, in any case.</summary>
    /// <exception cref="GpuUnavailableException">There is none.</exception>
    public GpuAdapter Choose(string? choice)
    {
        if (Problem is not null)
        {
            throw new GpuUnavailableException(Problem);
        }

        if (string.IsNullOrWhiteSpace(choice))
        {
            return Adapters[0];
        }

        choice = choice.Trim();
        if (int.TryParse(choice, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < Adapters.Count)
        {
            return Adapters[number];
        }

        return Adapters.FirstOrDefault(adapter => $"{adapter.Name} {adapter.ApiName}".Contains(choice, StringComparison.OrdinalIgnoreCase))
            ?? throw new GpuUnavailableException(
                $"{Choice} is '{choice}', which is the number of no device of this machine and in the name of none. There are: "
                + $"{string.Join("; ", Adapters.Select((adapter, i) => $"{i}: {adapter}"))}. Set it to a number, to a part of a name, to Vulkan or DirectX, or to nothing.");
    }

    /// <summary>Opens an adapter.</summary>
    /// <exception cref="ArgumentException">It is none of this machine.</exception>
    public static NativeDevice Open(GpuAdapter adapter)
    {
        if (!Current.Adapters.Contains(adapter))
        {
            throw new ArgumentException($"'{adapter}' is not an adapter of this machine: take one of GpuDevice.Adapters.", nameof(adapter));
        }

        return adapter.Api == GpuApi.DirectX12 ? new DirectXDevice(DirectXAdapters.Current, adapter) : new VulkanDevice(VulkanInstance.Current, adapter);
    }
}
