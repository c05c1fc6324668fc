using System;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>Writes the sizes of a dense layer as named constants of its kernels.</summary>
internal static class DenseConstants
{
    public static void Emit(SourceWriter writer, int inputs, int units)
    {
        writer.Line(FormattableString.Invariant($"private const int Inputs = {inputs};"));
        writer.Line(FormattableString.Invariant($"private const int Units = {units};")).Line();
    }
}
