using System;
using System.Collections.Generic;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders.Losses;

/// <summary>Connectionist temporal classification (Graves et al. 2006), a thread for each sample, in logarithms.</summary>
internal sealed record CtcShader(ConnectionistTemporalClassification Function, LossScale Scale, bool WithGradient) : RowLossShader(Scale, WithGradient)
{
    /// <summary>The states of a sample: a blank before, between and behind its labels.</summary>
    private int States => 2 * Function.TargetLength + 1;

    /// <summary>The elements of a sample's scratch memory: alpha of all steps, beta of two, and the logarithm of each step's sum.</summary>
    public int ScratchSize => (Function.Steps + 2) * States + Function.Steps;

    protected override string Title => FormattableString.Invariant($"Ctc_{Function.Steps}_{Function.Classes}_{Function.TargetLength}") + (Function.Blank == 0 ? "" : FormattableString.Invariant($"_Blank{Function.Blank}"));

    public override string Summary => FormattableString.Invariant($"Connectionist temporal classification of up to {Function.TargetLength} labels over {Function.Steps} steps of {Function.Classes} classes{(WithGradient ? ", and the gradient" : "")}.");

    protected override IReadOnlyList<(string Name, bool IsInteger)> Inputs => [("logits", false), ("targets", true)];

    protected override IReadOnlyList<string> Gradients => ["dLogits"];

    public override IReadOnlyList<string> Writes => [.. base.Writes, "scratch"];

    protected override void EmitFunctions(SourceWriter writer)
    {
        // The logarithm of an impossible state: finite, so that differences of two are numbers.
        writer.Line("static const float Never = -1e30f;").Line();
        using (writer.Block("float LogAdd(float a, float b)"))
        {
            writer.Line("float most = max(a, b);").Line("return most < Never / 2.0f ? Never : most + log(exp(a - most) + exp(b - most));");
        }

        writer.Line();
        writer.Line(FormattableString.Invariant($"int LabelOf(uint i, uint state) {{ return state % 2u == 0u ? {Function.Blank} : targets[i * {Function.TargetLength}u + state / 2u]; }}")).Line();
        using (writer.Block("bool Skips(uint i, uint state)"))
        {
            writer.Line(FormattableString.Invariant($"return state > 1u && LabelOf(i, state) != {Function.Blank} && LabelOf(i, state) != LabelOf(i, state - 2u);"));
        }

        writer.Line();
    }

    protected override void EmitRow(SourceWriter writer)
    {
        string steps = FormattableString.Invariant($"{Function.Steps}u");
        string classes = FormattableString.Invariant($"{Function.Classes}u");
        string states = FormattableString.Invariant($"{States}u");
        writer.Line("uint labels = 0u;");
        writer.Line(FormattableString.Invariant($"while (labels < {Function.TargetLength}u && targets[i * {Function.TargetLength}u + labels] >= 0 && targets[i * {Function.TargetLength}u + labels] != {Function.Blank}) {{ labels++; }}"));
        writer.Line("uint used = 2u * labels + 1u;");
        writer.Line(FormattableString.Invariant($"uint alpha = i * {ScratchSize}u;")).Line($"uint beta = alpha + {steps} * {states};").Line($"uint sums = beta + 2u * {states};");
        using (writer.Block($"for (uint step = 0u; step < {steps}; step++)"))
        {
            writer.Line($"uint first = (i * {steps} + step) * {classes};").Line("float most = logits[first];");
            writer.Line($"for (uint j = 1u; j < {classes}; j++) {{ most = max(most, logits[first + j]); }}").Line("float total = 0.0f;");
            writer.Line($"for (uint j = 0u; j < {classes}; j++) {{ total += exp(logits[first + j] - most); }}").Line("scratch[sums + step] = most + log(total);");
            writer.Line($"uint at = alpha + step * {states};");
            using (writer.Block("for (uint state = 0u; state < used; state++)"))
            {
                writer.Line("float from = state < 2u ? 0.0f : Never;");
                using (writer.Block("if (step > 0u)"))
                {
                    writer.Line($"uint before = at - {states} + state;").Line("from = scratch[before];");
                    writer.Line("if (state > 0u) { from = LogAdd(from, scratch[before - 1u]); }").Line("if (Skips(i, state)) { from = LogAdd(from, scratch[before - 2u]); }");
                }

                writer.Line("scratch[at + state] = from < Never / 2.0f ? Never : from + logits[first + (uint)LabelOf(i, state)] - scratch[sums + step];");
            }
        }

        writer.Line($"uint last = alpha + ({steps} - 1u) * {states} + 2u * labels;");
        writer.Line("float logLikelihood = LogAdd(scratch[last], labels > 0u ? scratch[last - 1u] : Never);").Line("bool isPossible = !(logLikelihood < Never / 2.0f);");
        writer.Line($"{Takes} isPossible ? -logLikelihood : 0.0f;");
        if (WithGradient)
        {
            EmitBackward(writer, steps, classes, states);
        }
    }

    /// <summary>Beta of a state is the likelihood of all ends that follow it, its own step left out; alpha times beta is how much of the likelihood goes through it.</summary>
    private static void EmitBackward(SourceWriter writer, string steps, string classes, string states)
    {
        using (writer.Block($"for (uint back = 0u; back < {steps}; back++)"))
        {
            writer.Line($"uint step = {steps} - 1u - back;").Line($"uint first = (i * {steps} + step) * {classes};").Line($"uint now = beta + (step % 2u) * {states};").Line($"uint later = beta + ((step + 1u) % 2u) * {states};");
            writer.Line($"for (uint j = 0u; j < {classes}; j++) {{ dLogits[first + j] = isPossible ? exp(logits[first + j] - scratch[sums + step]) * scale : 0.0f; }}");
            using (writer.Block("for (uint state = 0u; state < used; state++)"))
            {
                writer.Line("float to = state + 2u >= used ? 0.0f : Never;");
                using (writer.Block("if (back > 0u)"))
                {
                    writer.Line("to = Never;");
                    using (writer.Block("for (uint ahead = state; ahead <= state + 2u && ahead < used; ahead++)"))
                    using (writer.Block("if (ahead < state + 2u || Skips(i, ahead))"))
                    {
                        writer.Line($"to = LogAdd(to, scratch[later + ahead] + logits[first + {classes} + (uint)LabelOf(i, ahead)] - scratch[sums + step + 1u]);");
                    }
                }

                writer.Line("scratch[now + state] = to;").Line($"float through = scratch[alpha + step * {states} + state] + to;");
                writer.Line("if (isPossible && through > Never / 2.0f) { dLogits[first + (uint)LabelOf(i, state)] -= exp(through - logLikelihood) * scale; }");
            }
        }
    }
}
