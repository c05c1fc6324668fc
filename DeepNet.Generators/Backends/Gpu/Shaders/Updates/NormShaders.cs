using System;
using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders.Updates;

/// <summary>The sums of the squares that each of at most <see cref="MostGroups"/> groups meets; where there are fewer groups the other sums are 0.</summary>
internal sealed record SquareSumShader : GpuKernel
{
    /// <summary>The sums of a tensor, as many as lie between two places where a buffer may begin.</summary>
    public const int MostGroups = GpuPlan.Alignment;

    public override string ClassName => "SquareSum";

    public override string Summary => "squares[group] = Σ values² over the elements that a group meets, always in the same order.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("values", false)];

    public override IReadOnlyList<string> Writes => ["squares"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    /// <summary>The groups for so many elements.</summary>
    public static int GroupsFor(int count) => Math.Min(MostGroups, (count + Threads - 1) / Threads);

    public override void Emit(SourceWriter writer)
    {
        writer.Line(FormattableString.Invariant($"groupshared float sums[{Threads}];")).Line().Line(FormattableString.Invariant($"[numthreads({Threads}, 1, 1)]"));
        using (writer.Block("void Execute(uint3 group : SV_GroupID, uint index : SV_GroupIndex)"))
        {
            writer.Line("float sum = 0.0f;");
            writer.Line(FormattableString.Invariant($"for (uint i = group.x * {Threads}u + index; i < count; i += stride) {{ sum += values[i] * values[i]; }}"));
            ReductionText.Emit(writer, Threads, "sums", "sum");
            using (writer.Block("if (index == 0u)"))
            {
                writer.Line("squares[group.x] = sums[0];");
            }

            using (writer.Block(FormattableString.Invariant($"if (group.x == 0u && index < {MostGroups}u && index * {Threads}u >= stride)")))
            {
                writer.Line("squares[index] = 0.0f;");
            }
        }
    }
}

/// <summary>What a tensor is multiplied by because of its norm, a group of threads for each tensor.</summary>
/// <param name="Factor">The factor, of <see cref="StepVariables.Norm"/>.</param>
/// <param name="GradientScale">The place of the coefficient that the norm is multiplied by, or null.</param>
internal sealed record NormFactorShader(Expression Factor, int? GradientScale) : GpuKernel
{
    public override string ClassName => Factor switch
    {
        ClipFactor clip => "ClipFactor_" + NumberName.Of(clip.Maximum),
        UnitFactor => "UnitFactor",
        _ => "NormFactor",
    } + (GradientScale is { } place ? FormattableString.Invariant($"_Scaled{place}") : "");

    public override string Summary => "What a tensor is multiplied by because of its norm, for each tensor.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => GradientScale is null ? [("squares", false)] : [("squares", false), ("coefficients", false)];

    public override IReadOnlyList<string> Writes => ["factors"];

    public override IReadOnlyList<string> Constants => ["count"];

    public override void Emit(SourceWriter writer)
    {
        writer.Line("groupshared float sums[64];").Line().Line("[numthreads(64, 1, 1)]");
        using (writer.Block("void Execute(uint3 group : SV_GroupID, uint index : SV_GroupIndex)"))
        {
            writer.Line("float sum = 0.0f;").Line("for (uint i = index; i < count; i += 64u) { sum += squares[group.x * count + i]; }");
            ReductionText.Emit(writer, 64, "sums", "sum");
            using (writer.Block("if (index == 0u)"))
            {
                writer.Line($"float norm = {(GradientScale is { } place ? FormattableString.Invariant($"coefficients[{place}] * ") : "")}sqrt(sums[0]);");
                writer.Line(FormattableString.Invariant($"factors[group.x * {GpuPlan.Alignment}u] = {Text(writer)};"));
            }
        }
    }

    private string Text(SourceWriter writer)
    {
        switch (Factor)
        {
            case ClipFactor clip:
                // Not min: it may take NaN for the larger one.
                writer.Line($"float quotient = {HlslExpressionWriter.Literal(clip.Maximum)} / (norm + 1.0e-6f);");
                return "quotient >= 1.0f ? 1.0f : quotient";
            case UnitFactor:
                return "norm == 0.0f ? 0.0f : 1.0f / norm";
            default:
                return new HlslExpressionWriter(writer).Write(Factor);
        }
    }
}

/// <summary><c>factor = ‖weight‖ / ‖direction‖</c>, or 1 if one of them is 0, a group of threads for each parameter. Its sums of squares lie behind each other.</summary>
internal sealed record TrustRatioShader : GpuKernel
{
    public override string ClassName => "TrustRatio";

    public override string Summary => "‖weight‖ / ‖direction‖, or 1 if one of them is 0, for each parameter.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("squares", false)];

    public override IReadOnlyList<string> Writes => ["factors"];

    public override void Emit(SourceWriter writer)
    {
        writer.Line("groupshared float weights[64];").Line("groupshared float directions[64];").Line().Line("[numthreads(64, 1, 1)]");
        using (writer.Block("void Execute(uint3 group : SV_GroupID, uint index : SV_GroupIndex)"))
        {
            writer.Line("uint first = group.x * 128u + index;");
            ReductionText.Emit(writer, 64, "weights", "squares[first]");
            ReductionText.Emit(writer, 64, "directions", "squares[first + 64u]");
            using (writer.Block("if (index == 0u)"))
            {
                writer.Line(FormattableString.Invariant($"factors[group.x * {GpuPlan.Alignment}u] = weights[0] == 0.0f || directions[0] == 0.0f ? 1.0f : sqrt(weights[0]) / sqrt(directions[0]);"));
            }
        }
    }
}

/// <summary><c>values *= factor</c>, a number for all.</summary>
internal sealed record ScaleShader : GpuKernel
{
    public override string ClassName => "Scale";

    public override string Summary => "values *= factor.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("factor", false)];

    public override IReadOnlyList<string> Writes => ["values"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () => writer.Line("values[i] *= factor[0];"));
}
