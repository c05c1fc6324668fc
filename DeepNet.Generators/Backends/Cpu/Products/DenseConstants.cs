using System;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Products;

/// <summary>Writes the sizes of a dense layer as named constants of its kernels.</summary>
internal static class DenseConstants
{
    /// <summary>Writes the sizes, and each stride that is not the width of its matrix.</summary>
    public static void Emit(SourceWriter writer, int inputs, int units, int inputStride, int outputStride)
    {
        writer.Constant("Inputs", inputs);
        writer.Constant("Units", units);
        EmitStride(writer, "InputStride", inputStride, inputs);
        EmitStride(writer, "OutputStride", outputStride, units);
        writer.Line();
    }

    /// <summary>How the kernel's name tells a stride that is not the width.</summary>
    public static string Mark(string name, int stride, int width) => stride == width ? "" : FormattableString.Invariant($"_{name}{stride}");

    private static void EmitStride(SourceWriter writer, string name, int stride, int width)
    {
        if (stride != width)
        {
            writer.Constant(name, stride);
        }
    }
}
