using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>How products store a layer's output: bias, activation and, if it is kept, what goes into the activation.</summary>
internal static class ForwardStore
{
    /// <summary>What the names of shaders say of it.</summary>
    public static string Mark(bool hasBias, Elementwise? activation, bool keepsPreActivation, int learned) =>
        (hasBias ? "" : "_NoBias") + (activation is null ? "" : "_" + activation.Name) + (learned == 1 ? "_Shared" : "") + (keepsPreActivation ? "_KeepInput" : "");

    /// <summary>The buffers that are read beside those of the product.</summary>
    public static IEnumerable<(string Name, bool IsInteger)> Reads(bool hasBias, Elementwise? activation)
    {
        if (hasBias)
        {
            yield return ("bias", false);
        }

        if (activation?.Learned is { } learned)
        {
            yield return (learned.Variable, false);
        }
    }

    /// <summary>Writes <c>Store(row, column, sum)</c> into <c>output</c>.</summary>
    /// <param name="writer">The text.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="activation">The activation, or null.</param>
    /// <param name="keepsPreActivation">Whether <c>preActivation</c> is written too.</param>
    /// <param name="learned">The elements of the activation's learned operand: one for each unit, or one for all; 0 without one.</param>
    /// <param name="place">The HLSL of the element's place.</param>
    /// <param name="unit">The HLSL of the bias's place.</param>
    public static void Emit(SourceWriter writer, bool hasBias, Elementwise? activation, bool keepsPreActivation, int learned, string place, string unit)
    {
        if (activation is not null)
        {
            HlslExpressionWriter.WriteFunctions(writer, [activation.Value]);
            using (writer.Block($"float Activation(float x{(activation.Learned is { } operand ? ", float " + operand.Variable : "")})"))
            {
                writer.Line($"return {new HlslExpressionWriter(writer).Write(activation.Value)};");
            }
        }

        using (writer.Block("void Store(uint row, uint column, float sum)"))
        {
            writer.Line($"uint place = {place};").Line($"float x = sum{(hasBias ? $" + bias[{unit}]" : "")};");
            if (keepsPreActivation)
            {
                writer.Line("preActivation[place] = x;");
            }

            writer.Line($"output[place] = {(activation is null ? "x" : $"Activation(x{(activation.Learned is { } operand ? $", {operand.Variable}[{(learned == 1 ? "0u" : unit)}]" : "")})")};");
        }
    }
}
