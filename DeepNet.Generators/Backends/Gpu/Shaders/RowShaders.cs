using System;
using System.Collections.Generic;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary><c>output = left · right</c>, the dot product of each pair of rows, a thread for each.</summary>
internal sealed record RowDotShader(int Width) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"RowDot_{Width}");

    public override string Summary => FormattableString.Invariant($"output = left · right over rows of {Width}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("left", false), ("right", false)];

    public override IReadOnlyList<string> Writes => ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () =>
    {
        writer.Line("float sum = 0.0f;");
        writer.Line(FormattableString.Invariant($"for (uint j = 0u; j < {Width}u; j++) {{ sum += left[i * {Width}u + j] * right[i * {Width}u + j]; }}"));
        writer.Line("output[i] = sum;");
    });
}

/// <summary><c>dInput = other · dOutput</c>, the gradient of one side of a dot product, written or added.</summary>
internal sealed record RowDotGradientShader(int Width, bool Accumulates) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"RowDotGradient_{Width}{(Accumulates ? "_Accumulate" : "")}");

    public override string Summary => FormattableString.Invariant($"dInput {(Accumulates ? "+=" : "=")} other · dOutput over rows of {Width}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("other", false), ("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) =>
        EmitLoop(writer, () => writer.Line(FormattableString.Invariant($"dInput[i] {(Accumulates ? "+=" : "=")} other[i] * dOutput[i / {Width}u];")));
}

/// <summary><c>output = x / max(√Σx², ε)</c> over rows, a thread for each. The row is divided by its largest element first, so that squares do not overflow.</summary>
internal sealed record L2NormalizationShader(int Width, double Epsilon) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"L2Normalization_{Width}") + NumberName.Mark("_Epsilon", Epsilon, 0);

    public override string Summary => FormattableString.Invariant($"output = x / max(√Σx², {Epsilon}) over rows of {Width}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false)];

    public override IReadOnlyList<string> Writes => ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        L2Text.EmitLength(writer, Width);
        EmitLoop(writer, () =>
        {
            writer.Line($"float inverse = 1.0f / max(Length(i), {HlslExpressionWriter.Literal(Epsilon)});");
            writer.Line(FormattableString.Invariant($"for (uint j = 0u; j < {Width}u; j++) {{ output[i * {Width}u + j] = input[i * {Width}u + j] * inverse; }}"));
        });
    }
}

/// <summary><c>dInput = (dOutput - y · Σ dOutput · y) / √Σx²</c> with <c>y = x / √Σx²</c>, written or added. A row shorter than ε is divided by ε alone.</summary>
internal sealed record L2NormalizationGradientShader(int Width, double Epsilon, bool Accumulates) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"L2NormalizationGradient_{Width}") + NumberName.Mark("_Epsilon", Epsilon, 0) + (Accumulates ? "_Accumulate" : "");

    public override string Summary => FormattableString.Invariant($"dInput {(Accumulates ? "+=" : "=")} (dOutput - y · Σ dOutput · y) / √Σx² over rows of {Width}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false), ("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        L2Text.EmitLength(writer, Width);
        EmitLoop(writer, () =>
        {
            string epsilon = HlslExpressionWriter.Literal(Epsilon);
            writer.Line(FormattableString.Invariant($"uint first = i * {Width}u;")).Line("float size = Length(i);").Line($"float inverse = 1.0f / max(size, {epsilon});").Line("float sum = 0.0f;");
            using (writer.Block($"if (size > {epsilon})"))
            {
                writer.Line(FormattableString.Invariant($"for (uint j = 0u; j < {Width}u; j++) {{ sum += dOutput[first + j] * (input[first + j] * inverse); }}"));
            }

            writer.Line(FormattableString.Invariant($"for (uint j = 0u; j < {Width}u; j++) {{ dInput[first + j] {(Accumulates ? "+=" : "=")} (dOutput[first + j] - input[first + j] * inverse * sum) * inverse; }}"));
        });
    }
}

/// <summary>The HLSL of the length of a row.</summary>
internal static class L2Text
{
    /// <summary>Writes <c>Length(row)</c>.</summary>
    public static void EmitLength(SourceWriter writer, int width)
    {
        string count = FormattableString.Invariant($"{width}u");
        using (writer.Block("float Length(uint row)"))
        {
            writer.Line("float most = 0.0f;").Line($"for (uint j = 0u; j < {count}; j++) {{ most = max(most, abs(input[row * {count} + j])); }}");
            writer.Line("if (most == 0.0f) { return 0.0f; }").Line("float sum = 0.0f;");
            writer.Line($"for (uint j = 0u; j < {count}; j++) {{ float x = input[row * {count} + j] / most; sum += x * x; }}");
            writer.Line("return most * sqrt(sum);");
        }

        writer.Line();
    }
}
