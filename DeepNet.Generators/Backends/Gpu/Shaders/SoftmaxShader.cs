using System;
using System.Collections.Generic;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>Softmax over rows, a thread for each; output may be input.</summary>
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
        string width = FormattableString.Invariant($"{Width}u");
        EmitLoop(writer, () =>
        {
            writer.Line($"uint first = i * {width};").Line($"float most = {input}[first];");
            writer.Line($"for (uint j = 1u; j < {width}; j++) {{ most = max(most, {input}[first + j]); }}").Line("float total = 0.0f;");
            writer.Line($"for (uint j = 0u; j < {width}; j++) {{ float e = exp({input}[first + j] - most); output[first + j] = e; total += e; }}");
            writer.Line($"for (uint j = 0u; j < {width}; j++) {{ output[first + j] /= total; }}");
        });
    }
}

/// <summary><c>dInput = y · (dOutput - Σ dOutput · y)</c> over rows, a thread for each, written or added.</summary>
internal sealed record SoftmaxGradientShader(int Width, bool Accumulates) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"SoftmaxGradient_{Width}{(Accumulates ? "_Accumulate" : "")}");

    public override string Summary => FormattableString.Invariant($"dInput {(Accumulates ? "+=" : "=")} y · (dOutput - Σ dOutput · y) over rows of {Width}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("y", false), ("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        string width = FormattableString.Invariant($"{Width}u");
        EmitLoop(writer, () =>
        {
            writer.Line($"uint first = i * {width};").Line("float sum = 0.0f;");
            writer.Line($"for (uint j = 0u; j < {width}; j++) {{ sum += dOutput[first + j] * y[first + j]; }}");
            writer.Line($"for (uint j = 0u; j < {width}; j++) {{ dInput[first + j] {(Accumulates ? "+=" : "=")} y[first + j] * (dOutput[first + j] - sum); }}");
        });
    }
}
