using System.Runtime.InteropServices;
using System.Text;

namespace DeepNet.Shaders.Hlsl;

/// <summary>Compiles inside the process, with <see cref="ShadercLibrary"/>.</summary>
internal static unsafe class ShadercCompiler
{
    // glslang keeps tables for the whole process; a shader takes some milliseconds.
    private static readonly Lock Gate = new();

    /// <summary>The words of the SPIR-V, or null and what the compiler said.</summary>
    public static (uint[]? Words, string Message) Compile(string source)
    {
        byte[] text = Encoding.UTF8.GetBytes(source);
        lock (Gate)
        {
            nint compiler = ShadercLibrary.CompilerInitialize(), options = ShadercLibrary.OptionsInitialize(), result = 0;
            try
            {
                ShadercLibrary.SetSourceLanguage(options, ShadercLibrary.LanguageHlsl);
                ShadercLibrary.SetOptimizationLevel(options, ShadercLibrary.OptimizeForPerformance);
                ShadercLibrary.SetTargetEnvironment(options, ShadercLibrary.EnvironmentVulkan, ShadercLibrary.Vulkan11);
                fixed (byte* first = text)
                {
                    result = ShadercLibrary.CompileIntoSpirV(compiler, first, (nuint)text.Length, ShadercLibrary.ComputeShader, HlslCompiler.FileName, HlslCompiler.EntryPoint, options);
                }

                if (ShadercLibrary.ResultStatus(result) != 0)
                {
                    return (null, Marshal.PtrToStringUTF8((nint)ShadercLibrary.ResultMessage(result)) ?? "");
                }

                uint[] words = new uint[(int)ShadercLibrary.ResultLength(result) / sizeof(uint)];
                new ReadOnlySpan<uint>(ShadercLibrary.ResultBytes(result), words.Length).CopyTo(words);
                return (words, "");
            }
            finally
            {
                if (result != 0)
                {
                    ShadercLibrary.ResultRelease(result);
                }

                ShadercLibrary.OptionsRelease(options);
                ShadercLibrary.CompilerRelease(compiler);
            }
        }
    }
}
