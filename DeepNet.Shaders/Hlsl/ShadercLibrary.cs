using System.Reflection;
using System.Runtime.InteropServices;

namespace DeepNet.Shaders.Hlsl;

/// <summary>The C interface of libshaderc, which compiles HLSL to SPIR-V inside the process.</summary>
internal static unsafe partial class ShadercLibrary
{
    public const int LanguageHlsl = 1, EnvironmentVulkan = 0, ComputeShader = 2, OptimizeForPerformance = 2;
    public const uint Vulkan11 = (1 << 22) | (1 << 12);

    private const string Library = "shaderc";

    /// <summary>The library's names on this system: that of packages first, then that of the Vulkan SDK.</summary>
    public static IReadOnlyList<string> Names { get; } =
        OperatingSystem.IsWindows() ? ["shaderc_shared.dll"]
        : OperatingSystem.IsMacOS() ? ["libshaderc_shared.dylib", "libshaderc_shared.1.dylib"]
        : ["libshaderc.so.1", "libshaderc_shared.so.1", "libshaderc_shared.so"];

    private static readonly Lazy<nint> Handle = new(() => Load(Names));

    // Not a field's initializer alone: those need not have run before an imported function is called.
    static ShadercLibrary() =>
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == Library ? Handle.Value : 0);

    /// <summary>Whether the library is there and can be loaded. Debian 12 ships one that cannot: it lacks symbols of glslang.</summary>
    public static bool IsAvailable => Handle.Value != 0;

    /// <summary>The library that was loaded, or 0.</summary>
    public static nint Loaded => Handle.Value;

    /// <summary>The first library of these names, or 0.</summary>
    public static nint Load(IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out nint library) && NativeLibrary.TryGetExport(library, "shaderc_compile_into_spv", out _))
            {
                return library;
            }
        }

        return 0;
    }

    [LibraryImport(Library, EntryPoint = "shaderc_compiler_initialize")]
    public static partial nint CompilerInitialize();

    [LibraryImport(Library, EntryPoint = "shaderc_compiler_release")]
    public static partial void CompilerRelease(nint compiler);

    [LibraryImport(Library, EntryPoint = "shaderc_compile_options_initialize")]
    public static partial nint OptionsInitialize();

    [LibraryImport(Library, EntryPoint = "shaderc_compile_options_release")]
    public static partial void OptionsRelease(nint options);

    [LibraryImport(Library, EntryPoint = "shaderc_compile_options_set_source_language")]
    public static partial void SetSourceLanguage(nint options, int language);

    [LibraryImport(Library, EntryPoint = "shaderc_compile_options_set_optimization_level")]
    public static partial void SetOptimizationLevel(nint options, int level);

    [LibraryImport(Library, EntryPoint = "shaderc_compile_options_set_target_env")]
    public static partial void SetTargetEnvironment(nint options, int environment, uint version);

    [LibraryImport(Library, EntryPoint = "shaderc_compile_into_spv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint CompileIntoSpirV(nint compiler, byte* source, nuint sourceBytes, int kind, string file, string entryPoint, nint options);

    [LibraryImport(Library, EntryPoint = "shaderc_result_release")]
    public static partial void ResultRelease(nint result);

    [LibraryImport(Library, EntryPoint = "shaderc_result_get_compilation_status")]
    public static partial int ResultStatus(nint result);

    [LibraryImport(Library, EntryPoint = "shaderc_result_get_error_message")]
    public static partial byte* ResultMessage(nint result);

    [LibraryImport(Library, EntryPoint = "shaderc_result_get_length")]
    public static partial nuint ResultLength(nint result);

    [LibraryImport(Library, EntryPoint = "shaderc_result_get_bytes")]
    public static partial byte* ResultBytes(nint result);
}
