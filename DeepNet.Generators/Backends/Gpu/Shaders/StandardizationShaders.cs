using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary><c>output = (x - mean) / √(variance + ε) · gamma + beta</c>, a group of threads for each mean. Sums are taken in the order that the shape fixes.</summary>
/// <param name="Over">What a mean is taken over.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="IsCentered">Whether the mean is subtracted.</param>
/// <param name="HasGamma">Whether there is a factor for each channel.</param>
/// <param name="HasBeta">Whether there is a summand for each channel.</param>
/// <param name="Momentum">The share of a batch in the running statistics, or null without.</param>
internal sealed record StandardizationShader(Statistics Over, double Epsilon, bool IsCentered, bool HasGamma, bool HasBeta, double? Momentum) : GpuKernel
{
    public override string ClassName => $"Standardization_{StatisticsText.Mark(Over)}" + (IsCentered ? "" : "_Uncentered") + (HasGamma ? "_Gamma" : "") + (HasBeta ? "_Beta" : "")
        + NumberName.Mark("_Epsilon", Epsilon, 0) + (Momentum is { } momentum ? NumberName.Mark("_Momentum", momentum, -1) : "");

    public override string Summary => $"output = (x - mean) / deviation, over {StatisticsText.Describe(Over)}.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false), .. Names((HasGamma, "gamma"), (HasBeta, "beta")).Select(n => (n, false))];

    public override IReadOnlyList<string> Writes => ["output", .. Names((IsCentered, "means")), "inverse", .. Names((Momentum is not null, "runningMean"), (Momentum is not null, "runningVariance"))];

    public override IReadOnlyList<string> Constants => Over is BatchStatistics ? ["units", "stride", "samples"] : ["units", "stride"];

    /// <summary>Of names, those that there are.</summary>
    public static IEnumerable<string> Names(params (bool Is, string Name)[] names) => names.Where(n => n.Is).Select(n => n.Name);

    public override void Emit(SourceWriter writer)
    {
        int threads = StatisticsText.Threads(Over);
        EmitUnits(writer, threads, "float", () =>
        {
            writer.Line($"uint count = {StatisticsText.Count(Over)};");
            if (IsCentered)
            {
                EmitSum(writer, Over, threads, "float", "input[place]");
                writer.Line("float mean = total / (float)count;");
            }
            else
            {
                writer.Line("float mean = 0.0f;");
            }

            writer.Line();
            using (writer.Block())
            {
                EmitSum(writer, Over, threads, "float", "(input[place] - mean) * (input[place] - mean)");
                writer.Line($"float deviation = 1.0f / sqrt(total / (float)count + {HlslExpressionWriter.Literal(Epsilon)});");
                using (writer.Block("if (index == 0u)"))
                {
                    EmitStatistics(writer);
                }

                writer.Line();
                using (writer.Block(FormattableString.Invariant($"for (uint k = index; k < count; k += {threads}u)")))
                {
                    StatisticsText.EmitPlace(writer, Over);
                    writer.Line($"output[place] = (input[place] - mean) * deviation{(HasGamma ? " * gamma[channel]" : "")}{(HasBeta ? " + beta[channel]" : "")};");
                }
            }
        });
    }

    private void EmitStatistics(SourceWriter writer)
    {
        writer.Line("inverse[unit] = deviation;");
        if (IsCentered)
        {
            writer.Line("means[unit] = mean;");
        }

        if (Momentum is { } momentum)
        {
            // One value has no unbiased variance, so the running one stays.
            writer.Line($"runningMean[unit] += (mean - runningMean[unit]) * {HlslExpressionWriter.Literal(momentum)};");
            using (writer.Block("if (count > 1u)"))
            {
                writer.Line($"runningVariance[unit] = runningVariance[unit] * {HlslExpressionWriter.Literal(1 - momentum)} + total * ({HlslExpressionWriter.Literal(momentum)} / (float)(count - 1u));");
            }
        }
    }

    /// <summary>Writes <c>Execute</c> with a loop over units, each of which a group of threads has to itself.</summary>
    public static void EmitUnits(SourceWriter writer, int threads, string sumType, Action body)
    {
        writer.Line(FormattableString.Invariant($"groupshared {sumType} sums[{threads}];")).Line().Line(FormattableString.Invariant($"[numthreads({threads}, 1, 1)]"));
        using (writer.Block("void Execute(uint3 group : SV_GroupID, uint index : SV_GroupIndex)"))
        using (writer.Block("for (uint unit = group.x; unit < units; unit += stride / 256u)"))
        {
            body();
        }
    }

    /// <summary>Writes a local <c>total</c> with the sum of a term over the values of a unit.</summary>
    public static void EmitSum(SourceWriter writer, Statistics over, int threads, string type, string term)
    {
        writer.Line($"{type} sum = ({type})0.0f;");
        using (writer.Block(FormattableString.Invariant($"for (uint k = index; k < count; k += {threads}u)")))
        {
            StatisticsText.EmitPlace(writer, over);
            writer.Line($"sum += {term};");
        }

        EmitTotal(writer, threads, type);
    }

    /// <summary>Writes a local <c>total</c> with the sum of what the threads have in <c>sum</c>.</summary>
    public static void EmitTotal(SourceWriter writer, int threads, string type)
    {
        writer.Line();
        ReductionText.Emit(writer, threads, "sums", "sum");

        // Shared memory is used again.
        writer.Line().Line($"{type} total = sums[0];").Line("GroupMemoryBarrierWithGroupSync();");
    }
}

/// <summary>With <c>g = dOutput · gamma</c>: <c>dInput = (g - mean(g) - x̂ · mean(g · x̂)) / deviation</c>, a group of threads for each mean, written or added.</summary>
internal sealed record StandardizationGradientShader(Statistics Over, bool IsCentered, bool HasGamma, bool Accumulates) : GpuKernel
{
    public override string ClassName => $"StandardizationGradient_{StatisticsText.Mark(Over)}" + (IsCentered ? "" : "_Uncentered") + (HasGamma ? "_Gamma" : "") + (Accumulates ? "_Accumulate" : "");

    public override string Summary => $"dInput {(Accumulates ? "+=" : "=")} (g - mean(g) - x̂ · mean(g · x̂)) / deviation, g = dOutput · gamma, over {StatisticsText.Describe(Over)}.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads =>
        new[] { "input" }.Concat(StandardizationShader.Names((IsCentered, "means"))).Concat(["inverse", "dOutput"]).Concat(StandardizationShader.Names((HasGamma, "gamma"))).Select(n => (n, false)).ToList();

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => Over is BatchStatistics ? ["units", "stride", "samples"] : ["units", "stride"];

    public override void Emit(SourceWriter writer)
    {
        int threads = StatisticsText.Threads(Over);
        StandardizationShader.EmitUnits(writer, threads, "float2", () =>
        {
            string normalised = IsCentered ? "(input[place] - means[unit]) * deviation" : "input[place] * deviation";
            string g = HasGamma ? "dOutput[place] * gamma[channel]" : "dOutput[place]";
            writer.Line($"uint count = {StatisticsText.Count(Over)};").Line("float deviation = inverse[unit];");
            StandardizationShader.EmitSum(writer, Over, threads, "float2", $"float2(1.0f, {normalised}) * ({g})");
            writer.Line("total /= (float)count;");
            using (writer.Block(FormattableString.Invariant($"for (uint k = index; k < count; k += {threads}u)")))
            {
                StatisticsText.EmitPlace(writer, Over);
                writer.Line($"dInput[place] {(Accumulates ? "+=" : "=")} ({g}{(IsCentered ? " - total.x" : "")} - {normalised} * total.y) * deviation;");
            }
        });
    }
}

/// <summary><c>dGamma += Σ dOutput · x̂</c> and <c>dBeta += Σ dOutput</c>, a group of threads for each channel.</summary>
internal sealed record StandardizationParametersShader(Statistics Over, bool IsCentered, bool HasGamma, bool HasBeta) : GpuKernel
{
    private const int GroupThreads = 64;

    public override string ClassName => $"StandardizationParameters_{StatisticsText.Mark(Over)}" + (IsCentered ? "" : "_Uncentered") + (HasGamma ? "_Gamma" : "") + (HasBeta ? "_Beta" : "");

    public override string Summary => string.Join(", ", StandardizationShader.Names((HasGamma, "dGamma += Σ dOutput · x̂"), (HasBeta, "dBeta += Σ dOutput"))) + $", over {StatisticsText.Describe(Over)}.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads =>
        StandardizationShader.Names((HasGamma, "input"), (HasGamma && IsCentered, "means"), (HasGamma, "inverse"), (true, "dOutput")).Select(n => (n, false)).ToList();

    public override IReadOnlyList<string> Writes => StandardizationShader.Names((HasGamma, "dGamma"), (HasBeta, "dBeta")).ToList();

    public override IReadOnlyList<string> Constants => ["rows"];

    public override void Emit(SourceWriter writer)
    {
        writer.Line(FormattableString.Invariant($"groupshared float2 sums[{GroupThreads}];")).Line().Line(FormattableString.Invariant($"[numthreads({GroupThreads}, 1, 1)]"));
        using (writer.Block("void Execute(uint3 group : SV_GroupID, uint index : SV_GroupIndex)"))
        {
            writer.Line("uint channel = group.x;").Line("float2 sum = (float2)0.0f;");
            using (writer.Block(FormattableString.Invariant($"for (uint row = index; row < rows; row += {GroupThreads}u)")))
            {
                writer.Line(FormattableString.Invariant($"uint place = row * {Over.Channels}u + channel;")).Line($"uint unit = {StatisticsText.UnitOf(Over)};");
                string normalised = !HasGamma ? "0.0f" : IsCentered ? "(input[place] - means[unit]) * inverse[unit]" : "input[place] * inverse[unit]";
                writer.Line($"sum += float2(1.0f, {normalised}) * dOutput[place];");
            }

            StandardizationShader.EmitTotal(writer, GroupThreads, "float2");
            using (writer.Block("if (index == 0u)"))
            {
                if (HasGamma)
                {
                    writer.Line("dGamma[channel] += total.y;");
                }

                if (HasBeta)
                {
                    writer.Line("dBeta[channel] += total.x;");
                }
            }
        }
    }
}

/// <summary><c>output = (x - mean) / √(variance + ε) · gamma + beta</c> with a mean and a variance for each channel that are known.</summary>
internal sealed record FixedStandardizationShader(int Channels, double Epsilon, bool HasGamma, bool HasBeta) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"FixedStandardization_{Channels}") + (HasGamma ? "_Gamma" : "") + (HasBeta ? "_Beta" : "") + NumberName.Mark("_Epsilon", Epsilon, 0);

    public override string Summary => FormattableString.Invariant($"output = (x - mean) / √(variance + ε) of {Channels} channels.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false), ("mean", false), ("variance", false), .. StandardizationShader.Names((HasGamma, "gamma"), (HasBeta, "beta")).Select(n => (n, false))];

    public override IReadOnlyList<string> Writes => ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () =>
    {
        writer.Line(FormattableString.Invariant($"uint channel = i % {Channels}u;"));
        writer.Line($"output[i] = (input[i] - mean[channel]) * ({(HasGamma ? "gamma[channel]" : "1.0f")} / sqrt(variance[channel] + {HlslExpressionWriter.Literal(Epsilon)})){(HasBeta ? " + beta[channel]" : "")};");
    });
}

/// <summary><c>scale = gamma / √(variance + ε)</c> for each channel.</summary>
internal sealed record ChannelScaleShader(double Epsilon, bool HasGamma) : GpuKernel
{
    public override string ClassName => "ChannelScale" + (HasGamma ? "_Gamma" : "") + NumberName.Mark("_Epsilon", Epsilon, 0);

    public override string Summary => $"scale = {(HasGamma ? "gamma" : "1")} / √(variance + ε).";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("variance", false), .. StandardizationShader.Names((HasGamma, "gamma")).Select(n => (n, false))];

    public override IReadOnlyList<string> Writes => ["scale"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) =>
        EmitLoop(writer, () => writer.Line($"scale[i] = {(HasGamma ? "gamma[i]" : "1.0f")} / sqrt(variance[i] + {HlslExpressionWriter.Literal(Epsilon)});"));
}

/// <summary><c>dInput = dOutput · scale</c>, with a scale for each channel, written or added.</summary>
internal sealed record ChannelProductShader(int Channels, bool Accumulates) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"ChannelProduct_{Channels}") + (Accumulates ? "_Accumulate" : "");

    public override string Summary => FormattableString.Invariant($"dInput {(Accumulates ? "+=" : "=")} dOutput · scale of {Channels} channels.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("dOutput", false), ("scale", false)];

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) =>
        EmitLoop(writer, () => writer.Line(FormattableString.Invariant($"dInput[i] {(Accumulates ? "+=" : "=")} dOutput[i] * scale[i % {Channels}u];")));
}
