using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders.Losses;

/// <summary>Softmax and cross entropy.</summary>
internal sealed record CrossEntropyShader(CrossEntropy Function, LossScale Scale, bool WithGradient) : RowLossShader(Scale, WithGradient)
{
    private bool IsWeighted => Function.ClassWeights.Count > 0;

    protected override string Title => FormattableString.Invariant($"CrossEntropy_{Function.Classes}") + (Function.TakesLabels ? "" : "_Dense") + NumberName.Mark("_Smooth", Function.Smoothing, 0)
        + (IsWeighted ? "_Weights" + NumberName.OfAll(Function.ClassWeights) : "") + (Function.Ignored is { } ignored ? "_Ignore" + NumberName.Of(ignored) : "");

    public override string Summary => FormattableString.Invariant($"Softmax and cross entropy over {Function.Classes} classes, the loss of each row{(WithGradient ? ", and the gradient" : "")}.");

    protected override IReadOnlyList<(string Name, bool IsInteger)> Inputs => [("logits", false), ("targets", Function.TakesLabels)];

    protected override void EmitFunctions(SourceWriter writer) => EmitClassWeights(writer, Function.ClassWeights);

    public override RowThreads Rows => new(Function.Classes);

    protected override void EmitRow(SourceWriter writer)
    {
        RowThreads rows = Rows;
        double smoothing = Function.Smoothing;
        string target = Function.TakesLabels ? "(j == label ? 1.0f : 0.0f)" : "targets[first + j]";
        string smooth = smoothing == 0 ? target : $"({HlslExpressionWriter.Literal(1 - smoothing)} * {target} + {HlslExpressionWriter.Literal(smoothing / Function.Classes)})";
        string t = IsWeighted ? $"classWeights[j] * {smooth}" : smooth;

        // An ignored row is computed like the others: all threads of a group come to the same barriers.
        string Counted(string value) => Function.Ignored is null ? value : $"counts ? {value} : 0.0f";
        if (Function.TakesLabels)
        {
            writer.Line("uint label = (uint)targets[i];");
        }

        if (Function.Ignored is { } ignored)
        {
            writer.Line(FormattableString.Invariant($"bool counts = targets[i] != {ignored};"));
        }

        writer.Line(FormattableString.Invariant($"uint first = i * {Function.Classes}u;")).Line("float most = logits[first];").Line($"{rows.Loop} {{ most = max(most, logits[first + j]); }}");
        rows.Join(writer, "most", isLargest: true);
        writer.Line("float total = 0.0f;").Line($"{rows.Loop} {{ total += exp(logits[first + j] - most); }}");
        rows.Join(writer, "total");
        writer.Line("float logTotal = log(total);").Line("float rowSum = 0.0f;").Line("float targetSum = 0.0f;");
        using (writer.Block(rows.Loop))
        {
            writer.Line($"float t = {t};");
            using (writer.Block("if (t != 0.0f)"))
            {
                writer.Line("rowSum += t * (logTotal - (logits[first + j] - most));").Line("targetSum += t;");
            }
        }

        rows.Join(writer, "rowSum");
        rows.Join(writer, "targetSum");
        writer.Line($"{rows.Once}{{ {Takes} {Counted("rowSum")}; }}");
        if (WithGradient)
        {
            using (writer.Block(rows.Loop))
            {
                writer.Line($"float t = {t};").Line($"dLogits[first + j] = {Counted("(targetSum * (exp(logits[first + j] - most) / total) - t) * scale")};");
            }
        }
    }
}

/// <summary>Softmax and focal loss.</summary>
internal sealed record FocalLossShader(FocalCrossEntropy Function, LossScale Scale, bool WithGradient) : RowLossShader(Scale, WithGradient)
{
    protected override string Title => FormattableString.Invariant($"FocalLoss_{Function.Classes}_Gamma{NumberName.Of(Function.Gamma)}") + (Function.Alpha.Count > 0 ? "_Weights" + NumberName.OfAll(Function.Alpha) : "");

    public override string Summary => FormattableString.Invariant($"Softmax and focal loss over {Function.Classes} classes, the loss of each row{(WithGradient ? ", and the gradient" : "")}.");

    protected override IReadOnlyList<(string Name, bool IsInteger)> Inputs => [("logits", false), ("targets", true)];

    protected override void EmitFunctions(SourceWriter writer)
    {
        EmitClassWeights(writer, Function.Alpha);
        HlslExpressionWriter.WriteFunctions(writer, [Expression.Log1p(Expression.Variable("x"))]);
    }

    protected override void EmitRow(SourceWriter writer)
    {
        string classes = FormattableString.Invariant($"{Function.Classes}u");
        string factor = Function.Alpha.Count > 0 ? "classWeights[label] * " : "";
        writer.Line("uint label = (uint)targets[i];");
        EmitMost(writer, Function.Classes);

        // What the other classes have is summed by itself: 1 - p of a sure label would lose its digits.
        writer.Line("float target = logits[first + label] - most;").Line("float others = 0.0f;");
        writer.Line($"for (uint j = 0u; j < {classes}; j++) {{ if (j != label) {{ others += exp(logits[first + j] - most); }} }}");
        writer.Line("float total = others + exp(target);").Line("float logP = target == 0.0f ? -Log1p(others) : target - log(total);");
        writer.Line("float p = exp(logP);").Line("float rest = others / total;").Line($"float focus = {factor}{Power(Function.Gamma)};");
        writer.Line($"{Takes} focus == 0.0f ? 0.0f : -focus * logP;");
        if (!WithGradient)
        {
            return;
        }

        writer.Line(Function.Gamma == 0
            ? "float slope = scale * focus;"
            : $"float slope = rest == 0.0f ? 0.0f : scale * (focus - {factor}{HlslExpressionWriter.Literal(Function.Gamma)} * {Power(Function.Gamma - 1)} * (p == 0.0f ? 0.0f : p * logP));");
        writer.Line($"for (uint j = 0u; j < {classes}; j++) {{ dLogits[first + j] = j == label ? -slope * rest : exp(logits[first + j] - most) / total * slope; }}");
    }

    private static string Power(double exponent) => exponent switch
    {
        0 => "1.0f",
        1 => "rest",
        2 => "rest * rest",
        _ => $"(rest == 0.0f ? {(exponent > 0 ? "0.0f" : "3.402823466e+38f")} : pow(rest, {HlslExpressionWriter.Literal(exponent)}))",
    };
}

/// <summary>Multi-class hinge loss.</summary>
internal sealed record MultiClassHingeShader(MultiClassHinge Function, LossScale Scale, bool WithGradient) : RowLossShader(Scale, WithGradient)
{
    protected override string Title => FormattableString.Invariant($"MultiClassHinge_{Function.Classes}") + NumberName.Mark("_Margin", Function.Margin, 1) + (Function.IsSquared ? "_Squared" : "");

    public override string Summary => FormattableString.Invariant($"Hinge loss over {Function.Classes} classes, the loss of each row{(WithGradient ? ", and the gradient" : "")}.");

    protected override IReadOnlyList<(string Name, bool IsInteger)> Inputs => [("logits", false), ("targets", true)];

    protected override void EmitRow(SourceWriter writer)
    {
        string classes = FormattableString.Invariant($"{Function.Classes}u");
        string violation = $"max(logits[first + j] - own + {HlslExpressionWriter.Literal(Function.Margin)}, 0.0f)";
        writer.Line($"uint first = i * {classes};").Line("uint label = (uint)targets[i];").Line("float own = logits[first + label];").Line("float sum = 0.0f;").Line("float slopes = 0.0f;");
        using (writer.Block($"for (uint j = 0u; j < {classes}; j++)"))
        using (writer.Block("if (j != label)"))
        {
            writer.Line($"float violation = {violation};").Line($"float slope = {(Function.IsSquared ? "2.0f * violation" : "violation > 0.0f ? 1.0f : 0.0f")};");
            writer.Line(Function.IsSquared ? "sum += violation * violation;" : "sum += violation;").Line("slopes += slope;");
            if (WithGradient)
            {
                writer.Line($"dLogits[first + j] = slope * scale / {HlslExpressionWriter.Literal(Function.Classes)};");
            }
        }

        writer.Line($"{Takes} sum / {HlslExpressionWriter.Literal(Function.Classes)};");
        if (WithGradient)
        {
            writer.Line($"dLogits[first + label] = -slopes * scale / {HlslExpressionWriter.Literal(Function.Classes)};");
        }
    }
}
