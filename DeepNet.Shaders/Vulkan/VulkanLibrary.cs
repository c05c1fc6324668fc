using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Silk.NET.Core.Contexts;

namespace DeepNet.Shaders.Vulkan;

/// <summary>
/// The Vulkan loader as a library of the system. Silk.NET has a context of its own that also searches package folders; this one says which names it tried, and needs no reflection under Native AOT.
/// </summary>
internal sealed class VulkanLibrary : INativeContext
{
    private readonly nint _library;

    private VulkanLibrary(nint library) => _library = library;

    /// <summary>The loader's names on this system, the usual one first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        OperatingSystem.IsWindows() ? ["vulkan-1.dll"]
        : OperatingSystem.IsMacOS() ? ["libvulkan.1.dylib", "libvulkan.dylib", "libMoltenVK.dylib"]
        : ["libvulkan.so.1", "libvulkan.so"];

    /// <summary>The first library of these names that there is, or null.</summary>
    public static VulkanLibrary? Open(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                return new VulkanLibrary(library);
            }
        }

        return null;
    }

    public nint GetProcAddress(string proc, int? slot = null) => NativeLibrary.GetExport(_library, proc);

    public bool TryGetProcAddress(string proc, [UnscopedRef] out nint addr, int? slot = null) => NativeLibrary.TryGetExport(_library, proc, out addr);

    // Drivers keep threads and memory behind: the library stays loaded as long as the process lives.
    public void Dispose()
    {
    }
}
