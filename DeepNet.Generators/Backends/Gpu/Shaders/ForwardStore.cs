using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>How products store a layer's output: bias, activation and, if it is kept, what goes into the activation.</summary>
internal static class ForwardStore
{
    /// <summary>What the names of shaders say of it.</summary>
    public static string Mark(bool hasBias, Elementwise? activation, bool keepsPreActivation) => (hasBias ? "" : "_NoBias") + (activation is null ? "" : "_" + activation.Name) + (keepsPreActivation ? "_KeepInput" : "");

    /// <summary>Writes <c>Store(row, column, sum)</c> into <c>output</c>.</summary>
    /// <param name="writer">The text.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="activation">The activation, or null.</param>
    /// <param name="keepsPreActivation">Whether <c>preActivation</c> is written too.</param>
    /// <param name="place">The HLSL of the element's place.</param>
    /// <param name="unit">The HLSL of the bias's place.</param>
    public static void Emit(SourceWriter writer, bool hasBias, Elementwise? activation, bool keepsPreActivation, string place, string unit)
    {
        if (activation is not null)
        {
            HlslExpressionWriter.WriteFunctions(writer, [activation.Value]);
            using (writer.Block("float Activation(float x)"))
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

            writer.Line($"output[place] = {(activation is null ? "x" : "Activation(x)")};");
        }
    }
}
