using System;
using System.Collections.Generic;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>The mask of <c>DeepNet.CompilerServices.DropoutMask</c>, bit for bit, and the scale of what is kept.</summary>
/// <param name="Rate">The share of elements that are zeroed.</param>
/// <param name="Key">The place of the mask's key.</param>
/// <param name="Accumulates">Whether to add to the output.</param>
/// <param name="InPlace">Whether the output is the input.</param>
internal sealed record DropoutShader(double Rate, int Key, bool Accumulates, bool InPlace) : GpuKernel
{
    public override string ClassName => "Dropout_" + NumberName.Of(Rate) + FormattableString.Invariant($"_{Key}") + (Accumulates ? "_Accumulate" : "") + (InPlace ? "_InPlace" : "");

    public override string Summary => "Zeroes elements at random and scales the others.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => InPlace ? [("keys", true)] : [("input", false), ("keys", true)];

    public override IReadOnlyList<string> Writes => ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        MaskText.Emit(writer, Rate, Key);
        EmitLoop(writer, () =>
        {
            writer.Line($"float value = IsKept(i) ? {(InPlace ? "output" : "input")}[i] * {HlslExpressionWriter.Literal(1 / (1 - Rate))} : 0.0f;");
            writer.Line($"output[i] {(Accumulates ? "+=" : "=")} value;");
        });
    }
}
