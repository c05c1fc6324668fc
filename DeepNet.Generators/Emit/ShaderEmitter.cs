using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Gpu;

namespace DeepNet.Generators.Emit;

/// <summary>Writes the files of shaders: each name of the assembly once.</summary>
internal static class ShaderEmitter
{
    /// <summary>Where all shaders are.</summary>
    public const string Namespace = KernelEmitter.Namespace + ".Shaders";

    /// <summary>The file of a shader. A fault of this generator becomes an error in that file, and leaves all others alone.</summary>
    public static GeneratedFile Emit(GpuKernel kernel)
    {
        string hint = $"Shaders.{kernel.Name}.g.cs";
        try
        {
            return new GeneratedFile(hint, Text(kernel));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return InternalError.File(hint, "shader " + kernel.Name, InternalError.Describe(exception));
        }
    }

    /// <summary>The shaders of all networks, each once and in ordinal order.</summary>
    public static IEnumerable<GpuKernel> Distinct(IEnumerable<GpuKernel> kernels) => kernels.Distinct().OrderBy(k => k.Name, StringComparer.Ordinal);

    private static string Text(GpuKernel kernel)
    {
        SourceWriter writer = new();
        writer.Line(NetworkEmitter.Header).Line().Line($"namespace {Namespace};").Line();
        writer.Line($"/// <summary>{KernelEmitter.Escape(kernel.Summary)}</summary>").Line("[global::Microsoft.CodeAnalysis.Embedded]");
        using (writer.Block($"internal static class {kernel.Name}"))
        {
            writer.Line("internal static readonly global::DeepNet.Shaders.CompilerServices.ComputeShader Shader = new(");
            using (writer.Indented())
            {
                writer.Line($"\"{kernel.Name}\",").Line("\"\"\"").Line(kernel.Text().TrimEnd()).Line("\"\"\",");
                writer.Line($"buffers: {(kernel.Reads.Count + kernel.Writes.Count).ToString(CultureInfo.InvariantCulture)},").Line($"constants: {kernel.Constants.Count.ToString(CultureInfo.InvariantCulture)});");
            }
        }

        return writer.ToString();
    }
}
