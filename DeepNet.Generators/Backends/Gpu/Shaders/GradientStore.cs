using DeepNet.Generators.Expressions;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>How products store the gradient of an input: through the derivative of an activation, written or added.</summary>
internal static class GradientStore
{
    /// <summary>Writes <c>Store(row, column, sum)</c> into <c>dInput</c>, with the derivative taken from <c>saved</c>.</summary>
    /// <param name="writer">The text.</param>
    /// <param name="derivative">The activation, or null.</param>
    /// <param name="accumulates">Whether to add.</param>
    /// <param name="place">The HLSL of the element's place.</param>
    public static void Emit(SourceWriter writer, Elementwise? derivative, bool accumulates, string place)
    {
        EmitDerivative(writer, derivative);
        writer.Line($"void Store(uint row, uint column, float sum) {{ uint place = {place}; dInput[place] {(accumulates ? "+=" : "=")} {Value(derivative, "place")}; }}");
    }

    /// <summary>What the names of shaders say of it.</summary>
    public static string Mark(bool accumulates, Elementwise? derivative) => (derivative is null ? "" : "_" + derivative.Name) + (accumulates ? "_Accumulate" : "");

    /// <summary>Writes <c>Derivative(saved, dOutput)</c>, if there is one.</summary>
    public static void EmitDerivative(SourceWriter writer, Elementwise? derivative)
    {
        if (derivative is null)
        {
            return;
        }

        HlslExpressionWriter.WriteFunctions(writer, [derivative.InputGradient]);
        using (writer.Block($"float Derivative(float {(derivative.Saves == Saved.Output ? "y" : "x")}, float dy)"))
        {
            writer.Line($"return {new HlslExpressionWriter(writer).Write(derivative.InputGradient)};");
        }
    }

    /// <summary>The HLSL of what is stored of <c>sum</c>.</summary>
    public static string Value(Elementwise? derivative, string place) => derivative is null ? "sum" : $"Derivative(saved[{place}], sum)";
}
