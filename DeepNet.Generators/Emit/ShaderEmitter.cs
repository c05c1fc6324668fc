using System.Globalization;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>Writes the files of shaders: each name of the assembly once.</summary>
internal static class ShaderEmitter
{
    /// <summary>The file of all shaders of one name.</summary>
    public static GeneratedFile Emit(ClassGroup<GpuKernel> group) => group.File("Shaders", "shader", Text);

    private static string Text(GpuKernel kernel)
    {
        SourceWriter writer = new();
        writer.Line(GeneratedFile.Header).Line().Line($"namespace {GeneratedNamespaces.Shaders};").Line();
        writer.Line($"/// <summary>{KernelEmitter.Escape(kernel.Summary)}</summary>").Line("[global::Microsoft.CodeAnalysis.Embedded]");
        using (writer.Block($"internal static class {kernel.ClassName}"))
        {
            writer.Line("internal static readonly global::DeepNet.Shaders.CompilerServices.ComputeShader Shader = new(");
            using (writer.Indented())
            {
                writer.Line($"\"{kernel.ClassName}\",").Line("\"\"\"").Line(kernel.Text().TrimEnd()).Line("\"\"\",");
                writer.Line($"buffers: {(kernel.Reads.Count + kernel.Writes.Count).ToString(CultureInfo.InvariantCulture)},").Line($"constants: {kernel.Constants.Count.ToString(CultureInfo.InvariantCulture)});");
            }
        }

        return writer.ToString();
    }
}
