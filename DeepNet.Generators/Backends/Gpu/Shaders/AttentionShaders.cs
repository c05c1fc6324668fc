using System;
using System.Collections.Generic;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>Scaled dot product attention. Scores are computed again wherever they are needed, so that none is stored.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="HasMask">Whether a key may be hidden.</param>
/// <param name="DropoutRate">The share of weights that are zeroed, or 0.</param>
/// <param name="MaskKey">The place of the key of their mask.</param>
internal abstract record AttentionShader(AttentionShape Shape, bool HasMask, double DropoutRate, int MaskKey) : GpuKernel
{
    /// <summary>What the names of shaders say of the sizes.</summary>
    protected string Mark => FormattableString.Invariant($"{Shape.Heads}x{Shape.HeadSize}_{Shape.Queries}x{Shape.Keys}") + (Shape.IsCausal ? "_Causal" : "") + (HasMask ? "_Mask" : "")
        + (DropoutRate > 0 ? "_Dropout" + NumberName.Of(DropoutRate) + FormattableString.Invariant($"_{MaskKey}") : "");

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    /// <summary>The buffers for what is hidden and zeroed.</summary>
    protected IEnumerable<(string Name, bool IsInteger)> Masks => [.. HasMask ? (IEnumerable<(string, bool)>)[("mask", true)] : [], .. DropoutRate > 0 ? (IEnumerable<(string, bool)>)[("keys", true)] : []];

    protected string Size => FormattableString.Invariant($"{Shape.HeadSize}u");

    private string Scale => HlslExpressionWriter.Literal(1 / Math.Sqrt(Shape.HeadSize));

    /// <summary>What is kept of a weight that is not zeroed.</summary>
    private string Factor(string at, string step) => DropoutRate > 0
        ? FormattableString.Invariant($"(IsKept({at} * {Shape.Keys}u + {step}) ? {HlslExpressionWriter.Literal(1 / (1 - DropoutRate))} : 0.0f)")
        : "1.0f";

    /// <summary>Writes functions for scores, weights and what lies where.</summary>
    protected void EmitFunctions(SourceWriter writer, bool hasStatistics)
    {
        if (DropoutRate > 0)
        {
            MaskText.Emit(writer, DropoutRate, MaskKey);
        }

        string width = FormattableString.Invariant($"{Shape.Width}u");
        writer.Line(FormattableString.Invariant($"// Query at of sample · heads · {Shape.Queries}; a key's step."));
        writer.Line(FormattableString.Invariant($"uint QueryPlace(uint at) {{ return (at / {Shape.Heads * Shape.Queries}u * {Shape.Queries}u + at % {Shape.Queries}u) * {width} + at / {Shape.Queries}u % {Shape.Heads}u * {Size}; }}"));
        writer.Line(FormattableString.Invariant($"uint KeyPlace(uint at, uint step) {{ return (at / {Shape.Heads * Shape.Queries}u * {Shape.Keys}u + step) * {width} + at / {Shape.Queries}u % {Shape.Heads}u * {Size}; }}")).Line();
        using (writer.Block("bool IsSeen(uint at, uint step)"))
        {
            string causal = Shape.IsCausal ? FormattableString.Invariant($"step <= at % {Shape.Queries}u") : "true";
            string mask = HasMask ? FormattableString.Invariant($" && mask[at / {Shape.Heads * Shape.Queries}u * {Shape.Keys}u + step] != 0") : "";
            writer.Line($"return {causal}{mask};");
        }

        writer.Line();
        using (writer.Block("float Score(uint at, uint step)"))
        {
            writer.Line("uint q = QueryPlace(at);").Line("uint k = KeyPlace(at, step);").Line("float sum = 0.0f;");
            writer.Line($"for (uint c = 0u; c < {Size}; c++) {{ sum += query[q + c] * key[k + c]; }}").Line("return sum;");
        }

        if (hasStatistics)
        {
            writer.Line().Line($"float Weight(uint at, uint step) {{ return exp((Score(at, step) - statistics[2u * at]) * {Scale} - statistics[2u * at + 1u]); }}");
        }

        writer.Line();
    }

    /// <summary>The HLSL of the scaled exponential of a score less the largest.</summary>
    protected string Exponential(string score) => $"exp(({score} - most) * {Scale})";

    /// <summary>The HLSL of what a kept weight is multiplied by.</summary>
    protected string Kept(string at, string step) => Factor(at, step);

    /// <summary>The HLSL of the gradient of a score.</summary>
    protected string ScoreGradient(string weight, string dWeight, string dot) => $"{weight} * ({dWeight} - {dot}) * {Scale}";
}

/// <summary>The way forward, a thread for each query of each head.</summary>
internal sealed record AttentionForwardShader(AttentionShape Shape, bool HasMask, double DropoutRate, int MaskKey, bool KeepsStatistics) : AttentionShader(Shape, HasMask, DropoutRate, MaskKey)
{
    public override string ClassName => "Attention_" + Mark + (KeepsStatistics ? "_KeepStatistics" : "");

    public override string Summary => FormattableString.Invariant($"output = softmax(query · keyᵀ / √{Shape.HeadSize}) · value for {Shape.Heads} heads.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("query", false), ("key", false), ("value", false), .. Masks];

    public override IReadOnlyList<string> Writes => KeepsStatistics ? ["output", "statistics"] : ["output"];

    public override void Emit(SourceWriter writer)
    {
        string keys = FormattableString.Invariant($"{Shape.Keys}u");
        EmitFunctions(writer, hasStatistics: false);
        EmitLoop(writer, () =>
        {
            writer.Line("float most = -3.402823466e+38f;");
            writer.Line($"for (uint step = 0u; step < {keys}; step++) {{ if (IsSeen(i, step)) {{ most = max(most, Score(i, step)); }} }}");
            writer.Line(FormattableString.Invariant($"float sums[{Shape.HeadSize}];")).Line($"for (uint c = 0u; c < {Size}; c++) {{ sums[c] = 0.0f; }}").Line("float total = 0.0f;");
            using (writer.Block($"for (uint step = 0u; step < {keys}; step++)"))
            using (writer.Block("if (IsSeen(i, step))"))
            {
                writer.Line($"float e = {Exponential("Score(i, step)")};").Line("total += e;").Line($"float kept = e * {Kept("i", "step")};").Line("uint v = KeyPlace(i, step);");
                writer.Line($"for (uint c = 0u; c < {Size}; c++) {{ sums[c] += kept * value[v + c]; }}");
            }

            // Without a key that is seen, all weights are zero.
            writer.Line("float inverse = total > 0.0f ? 1.0f / total : 0.0f;").Line("uint place = QueryPlace(i);");
            writer.Line($"for (uint c = 0u; c < {Size}; c++) {{ output[place + c] = sums[c] * inverse; }}");
            if (KeepsStatistics)
            {
                writer.Line("statistics[2u * i] = most;").Line("statistics[2u * i + 1u] = total > 0.0f ? log(total) : 0.0f;");
            }
        });
    }
}

/// <summary><c>dQuery = dS · key</c>, a thread for each query of each head; beside it <c>Σ dOutput · output</c>, which the other gradients need.</summary>
internal sealed record AttentionQueryGradientShader(AttentionShape Shape, bool HasMask, double DropoutRate, int MaskKey) : AttentionShader(Shape, HasMask, DropoutRate, MaskKey)
{
    public override string ClassName => "AttentionQueryGradient_" + Mark;

    public override string Summary => FormattableString.Invariant($"The gradient of the queries of {Shape.Heads} heads.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("query", false), ("key", false), ("value", false), ("output", false), ("statistics", false), ("dOutput", false), .. Masks];

    public override IReadOnlyList<string> Writes => ["dQuery", "dots"];

    public override void Emit(SourceWriter writer)
    {
        EmitFunctions(writer, hasStatistics: true);
        EmitLoop(writer, () =>
        {
            writer.Line("uint place = QueryPlace(i);").Line("float dot = 0.0f;").Line($"for (uint c = 0u; c < {Size}; c++) {{ dot += dOutput[place + c] * output[place + c]; }}").Line("dots[i] = dot;");
            writer.Line(FormattableString.Invariant($"float sums[{Shape.HeadSize}];")).Line($"for (uint c = 0u; c < {Size}; c++) {{ sums[c] = 0.0f; }}");
            using (writer.Block(FormattableString.Invariant($"for (uint step = 0u; step < {Shape.Keys}u; step++)")))
            using (writer.Block("if (IsSeen(i, step))"))
            {
                writer.Line("uint k = KeyPlace(i, step);").Line("float dWeight = 0.0f;").Line($"for (uint c = 0u; c < {Size}; c++) {{ dWeight += dOutput[place + c] * value[k + c]; }}");
                writer.Line($"float dScore = {ScoreGradient("Weight(i, step)", $"dWeight * {Kept("i", "step")}", "dot")};").Line($"for (uint c = 0u; c < {Size}; c++) {{ sums[c] += dScore * key[k + c]; }}");
            }

            writer.Line($"for (uint c = 0u; c < {Size}; c++) {{ dQuery[place + c] = sums[c]; }}");
        });
    }
}

/// <summary><c>dKey = dSᵀ · query</c> and <c>dValue = Pᵀ · dOutput</c>, a thread for each key of each head.</summary>
internal sealed record AttentionKeyGradientShader(AttentionShape Shape, bool HasMask, double DropoutRate, int MaskKey) : AttentionShader(Shape, HasMask, DropoutRate, MaskKey)
{
    public override string ClassName => "AttentionKeyGradient_" + Mark;

    public override string Summary => FormattableString.Invariant($"The gradients of the keys and values of {Shape.Heads} heads.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("query", false), ("key", false), ("value", false), ("dots", false), ("statistics", false), ("dOutput", false), .. Masks];

    public override IReadOnlyList<string> Writes => ["dKey", "dValue"];

    public override void Emit(SourceWriter writer)
    {
        EmitFunctions(writer, hasStatistics: true);
        EmitLoop(writer, () =>
        {
            writer.Line(FormattableString.Invariant($"uint step = i % {Shape.Keys}u;")).Line(FormattableString.Invariant($"uint first = i / {Shape.Keys}u * {Shape.Queries}u;")).Line("uint place = KeyPlace(first, step);");
            writer.Line(FormattableString.Invariant($"float keySums[{Shape.HeadSize}];")).Line(FormattableString.Invariant($"float valueSums[{Shape.HeadSize}];"));
            writer.Line($"for (uint c = 0u; c < {Size}; c++) {{ keySums[c] = 0.0f; valueSums[c] = 0.0f; }}");
            using (writer.Block(FormattableString.Invariant($"for (uint at = first; at < first + {Shape.Queries}u; at++)")))
            using (writer.Block("if (IsSeen(at, step))"))
            {
                writer.Line("uint q = QueryPlace(at);").Line("float dWeight = 0.0f;").Line($"for (uint c = 0u; c < {Size}; c++) {{ dWeight += dOutput[q + c] * value[place + c]; }}");
                writer.Line("float weight = Weight(at, step);").Line($"float factor = {Kept("at", "step")};").Line($"float dScore = {ScoreGradient("weight", "dWeight * factor", "dots[at]")};");
                writer.Line($"for (uint c = 0u; c < {Size}; c++) {{ keySums[c] += dScore * query[q + c]; valueSums[c] += weight * factor * dOutput[q + c]; }}");
            }

            writer.Line($"for (uint c = 0u; c < {Size}; c++) {{ dKey[place + c] = keySums[c]; dValue[place + c] = valueSums[c]; }}");
        });
    }
}

/// <summary>Rotates the pairs <c>(i, i + headSize / 2)</c> of each head by the angles of their step, in place, a thread for each pair.</summary>
internal sealed record RotationShader(int Heads, int HeadSize, int Steps, bool IsInverse) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"Rotation_{Heads}x{HeadSize}_{Steps}") + (IsInverse ? "_Inverse" : "");

    public override string Summary => FormattableString.Invariant($"Rotates the pairs of {Heads} heads of {HeadSize} by their position among {Steps} steps{(IsInverse ? ", back" : "")}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("angles", false)];

    public override IReadOnlyList<string> Writes => ["values"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () =>
    {
        string half = FormattableString.Invariant($"{HeadSize / 2}u");
        writer.Line($"uint pair = i % {half};").Line($"uint place = i / {half} * {FormattableString.Invariant($"{HeadSize}u")} + pair;");
        writer.Line(FormattableString.Invariant($"uint turn = i / {half} / {Heads}u % {Steps}u * {HeadSize}u + pair;"));
        writer.Line($"float cosine = angles[turn];").Line($"float sine = {(IsInverse ? "-" : "")}angles[turn + {half}];").Line("float x = values[place];").Line($"float y = values[place + {half}];");
        writer.Line("values[place] = x * cosine - y * sine;").Line($"values[place + {half}] = y * cosine + x * sine;");
    });
}
