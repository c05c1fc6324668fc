using System;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>The HLSL of the mask of <c>DeepNet.CompilerServices.DropoutMask</c>, bit for bit.</summary>
internal static class MaskText
{
    /// <summary>Writes <c>IsKept(i)</c>, which reads the key from the buffer <c>keys</c>.</summary>
    /// <param name="writer">The text.</param>
    /// <param name="rate">The share of elements that are zeroed.</param>
    /// <param name="key">The place of the mask's key.</param>
    public static void Emit(SourceWriter writer, double rate, int key)
    {
        // As in DropoutMask: a hash of 32 bits of the element's index, and 2³² · rate rounded down.
        uint threshold = (uint)Math.Floor(rate * 4294967296.0);
        using (writer.Block("bool IsKept(uint i)"))
        {
            writer.Line(FormattableString.Invariant($"uint x = i * 0x9E3779B9u + (uint)keys[{key}];"));
            writer.Line("x = (x ^ (x >> 16)) * 0x21F0AAADu;").Line("x = (x ^ (x >> 15)) * 0x735A2D97u;").Line("x = x ^ (x >> 15);");
            writer.Line(FormattableString.Invariant($"return x >= {threshold}u;"));
        }

        writer.Line();
    }
}
