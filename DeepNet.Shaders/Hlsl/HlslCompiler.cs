using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepNet.Shaders.Hlsl;

/// <summary>Compiles the HLSL of a compute shader to SPIR-V for Vulkan 1.1.</summary>
internal static partial class HlslCompiler
{
    /// <summary>The name of every shader's function.</summary>
    public const string EntryPoint = "Execute";

    /// <summary>The file that messages name.</summary>
    public const string FileName = "shader.hlsl";

    /// <summary>
    /// What the text of shaders is written with, so that it says nothing of the API below. <c>#line</c> makes the compiler count the shader's own lines.
    /// </summary>
    private const string Prelude = """
        #define READS(n, type, name) [[vk::binding(n)]] StructuredBuffer<type> name
        #define WRITES(n, type, name) [[vk::binding(n)]] RWStructuredBuffer<type> name
        #define CONSTANTS [[vk::push_constant]] cbuffer _
        #line 1

        """;

    /// <summary>Why nothing can be compiled on this machine, and what to install; null where it can.</summary>
    public static string? Problem { get; } = FindProblem(ShadercLibrary.IsAvailable, GlslangProgram.Path);

    private static readonly Lazy<string> Identity = new(
        () => (ShadercLibrary.IsAvailable ? FileIdentity.OfLibrary(ShadercLibrary.Loaded, ShadercLibrary.Names[0]) : FileIdentity.Of(GlslangProgram.Path!)) + " vulkan1.1");

    /// <summary>The words of the SPIR-V, from the disk if the shader was compiled before.</summary>
    /// <param name="name">The shader's name, for messages.</param>
    /// <param name="hlsl">The text, without the prelude.</param>
    /// <exception cref="ShaderCompilationException">It does not compile.</exception>
    /// <exception cref="GpuUnavailableException">There is no compiler.</exception>
    public static uint[] Compile(string name, string hlsl)
    {
        if (Problem is not null)
        {
            throw new GpuUnavailableException(Problem);
        }

        string source = Prelude + hlsl;
        byte[] code = CompiledShaders.Get(Identity.Value, source, () =>
        {
            (uint[]? words, string message) = ShadercLibrary.IsAvailable ? ShadercCompiler.Compile(source) : GlslangProgram.Compile(GlslangProgram.Path!, source);
            return MemoryMarshal.AsBytes<uint>(words ?? throw new ShaderCompilationException(name, Describe(name, hlsl, message))).ToArray();
        });
        return MemoryMarshal.Cast<byte, uint>(code).ToArray();
    }

    internal static string? FindProblem(bool hasLibrary, string? program) => hasLibrary || program is not null
        ? null
        : $"There is no shader compiler on this machine (looked for the libraries {string.Join(", ", ShadercLibrary.Names)} and, in PATH, the programs {string.Join(", ", GlslangProgram.Names)}). "
            + (OperatingSystem.IsWindows()
                ? "Both are part of the Vulkan SDK (vulkan.lunarg.com): put its Bin folder into PATH, or shaderc_shared.dll beside the program."
                : OperatingSystem.IsMacOS()
                    ? "Install one with: brew install shaderc."
                    : "On Debian and Ubuntu install one with: apt install glslang-tools; on Fedora: dnf install libshaderc.");

    /// <summary>The compiler's text, and the lines that it names.</summary>
    internal static string Describe(string name, string hlsl, string message)
    {
        string[] lines = hlsl.Split('\n');
        StringBuilder text = new($"Shader '{name}' does not compile.\n{message.Trim()}");
        foreach (int line in LineNumber().Matches(message).Select(match => int.Parse(match.Groups[1].Success ? match.Groups[1].ValueSpan : match.Groups[2].ValueSpan)).Distinct().Order())
        {
            if (line >= 1 && line <= lines.Length)
            {
                text.Append($"\n{line,5} | {lines[line - 1].TrimEnd()}");
            }
        }

        return text.ToString();
    }

    // glslang writes "file:5: ", DXC "file:5:12: ", FXC "file(5,12-16): ".
    [GeneratedRegex(@":(\d+):(?:\d+:)? |\((\d+),\d+")]
    private static partial Regex LineNumber();
}
