using System.Globalization;

namespace DeepNet.Shaders;

/// <summary>A device of this machine, as DirectX 12 or Vulkan shows it. <see cref="GpuDevice.Open(GpuAdapter)"/> opens it. A device that both show is two adapters.</summary>
/// <param name="Name">The device's name, as its driver gives it.</param>
/// <param name="Api">What it is spoken to through.</param>
/// <param name="Kind">A card, a part of the processor, or software.</param>
/// <param name="DriverName">The driver's name, such as <c>NVIDIA</c>, <c>radv</c> or <c>llvmpipe</c>; empty where it is not told, as under DirectX.</param>
/// <param name="DriverVersion">The driver's version, in its own words; empty where it is not told.</param>
/// <param name="MemoryBytes">The bytes of the largest memory that is local to the device.</param>
/// <param name="Index">The place in the API's list of devices, which tells two cards of one name apart.</param>
public sealed record GpuAdapter(string Name, GpuApi Api, GpuKind Kind, string DriverName, string DriverVersion, long MemoryBytes, int Index)
{
    /// <summary>The API's name as people write it.</summary>
    internal string ApiName => Api == GpuApi.DirectX12 ? "DirectX 12" : "Vulkan";

    /// <summary>The adapter in one line: name, kind, API, driver, memory.</summary>
    public override string ToString()
    {
        string driver = string.Join(' ', new[] { DriverName, DriverVersion }.Where(part => part.Length > 0));
        return string.Create(CultureInfo.InvariantCulture, $"{Name} ({Kind}, {ApiName}{(driver.Length > 0 ? ", " + driver : "")}, {MemoryBytes / 1e9:0.0} GB)");
    }
}
