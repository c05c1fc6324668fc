using System;
using System.Collections.Generic;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>Softmax over rows; output may be input.</summary>
internal sealed record SoftmaxShader(int Width, bool InPlace) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"Softmax_{Width}{(InPlace ? "_InPlace" : "")}");

    public override string Summary => FormattableString.Invariant($"exp(x - max) / Σ exp(x - max) over rows of {Width}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => InPlace ? [] : [("input", false)];

    public override IReadOnlyList<string> Writes => ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        string input = InPlace ? "output" : "input";
        RowThreads rows = new(Width);
        rows.Emit(writer, () =>
        {
            writer.Line(FormattableString.Invariant($"uint first = i * {Width}u;")).Line($"float most = {input}[first];");
            writer.Line($"{rows.Loop} {{ most = max(most, {input}[first + j]); }}");
            rows.Join(writer, "most", isLargest: true);
            writer.Line("float total = 0.0f;").Line($"{rows.Loop} {{ float e = exp({input}[first + j] - most); output[first + j] = e; total += e; }}");
            rows.Join(writer, "total");
            writer.Line($"{rows.Loop} {{ output[first + j] /= total; }}");
        });
    }
}

/// <summary><c>dInput = y · (dOutput - Σ dOutput · y)</c> over rows, written or added.</summary>
internal sealed record SoftmaxGradientShader(int Width, bool Accumulates) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"SoftmaxGradient_{Width}{(Accumulates ? "_Accumulate" : "")}");

    public override string Summary => FormattableString.Invariant($"dInput {(Accumulates ? "+=" : "=")} y · (dOutput - Σ dOutput · y) over rows of {Width}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("y", false), ("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        RowThreads rows = new(Width);
        rows.Emit(writer, () =>
        {
            writer.Line(FormattableString.Invariant($"uint first = i * {Width}u;")).Line("float sum = 0.0f;");
            writer.Line($"{rows.Loop} {{ sum += dOutput[first + j] * y[first + j]; }}");
            rows.Join(writer, "sum");
            writer.Line($"{rows.Loop} {{ dInput[first + j] {(Accumulates ? "+=" : "=")} y[first + j] * (dOutput[first + j] - sum); }}");
        });
    }
}
