using System.Globalization;

namespace DeepNet.Shaders;

/// <summary>A device that Vulkan found on this machine. <see cref="GpuDevice.Open(GpuAdapter)"/> opens it.</summary>
/// <param name="Name">The device's name, as its driver gives it.</param>
/// <param name="Kind">A card, a part of the processor, or software.</param>
/// <param name="DriverName">The driver's name, such as <c>NVIDIA</c>, <c>radv</c> or <c>llvmpipe</c>; empty where the driver does not tell.</param>
/// <param name="DriverVersion">The driver's version, in its own words.</param>
/// <param name="MemoryBytes">The bytes of the largest memory that is local to the device.</param>
/// <param name="Index">The place in Vulkan's list of devices, which tells two cards of one name apart.</param>
public sealed record GpuAdapter(string Name, GpuKind Kind, string DriverName, string DriverVersion, long MemoryBytes, int Index)
{
    /// <summary>The adapter in one line: name, kind, driver, memory.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name} ({Kind}, {string.Join(' ', new[] { DriverName, DriverVersion }.Where(part => part.Length > 0))}, {MemoryBytes / 1e9:0.0} GB)");
}
