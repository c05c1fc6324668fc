using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>
/// Softmax and focal loss over rows of <paramref name="Classes"/>: with the label's probability p, <c>alpha · (1 - p)^γ · -log(p)</c>. Its derivative by
/// log p is <c>-slope = -alpha · ((1 - p)^γ - γ · (1 - p)^(γ-1) · p · log p)</c>, so the gradient is <c>slope · (softmax(x) - 1[label])</c>.
/// </summary>
/// <param name="Gamma">The power.</param>
/// <param name="Alpha">Factors, one per class, or none.</param>
internal sealed record FocalLossKernel(ElementType Element, int Classes, double Gamma, EquatableArray<double> Alpha) : KernelSpec(Element)
{
    public override string ClassName => "Focal_" + Classes.ToString(CultureInfo.InvariantCulture)
        + "_Gamma" + NumberName.Of(Gamma)
        + (Alpha.Count > 0 ? "_Weights" + NumberName.OfAll(Alpha) : "")
        + Element.Suffix();

    public override string Summary => $"Softmax and focal loss over {Classes.ToString(CultureInfo.InvariantCulture)} classes with integer labels.";

    /// <summary>The factor of the label's class, or nothing.</summary>
    private string Factor(string label) => Alpha.Count > 0 ? $"ClassWeights[{label}] * " : "";

    public override void Emit(SourceWriter writer)
    {
        ClassWeightTable.Emit(writer, Element, Alpha);
        writer.Line("/// <summary>The loss of all rows times <c>scale</c>.</summary>");
        EmitMethod(writer, "Loss", gradient: false);
        writer.Line().Line("/// <summary>The loss of all rows times <c>scale</c>, and its gradient; dLogits may be logits.</summary>");
        EmitMethod(writer, "LossAndGradient", gradient: true);
        if (writer.HasTwins)
        {
            writer.Line().Line("/// <summary>The same as <see cref=\"LossAndGradient\"/>, one element at a time with the base library's mathematics.</summary>");
            EmitReference(writer);
        }
    }

    private void EmitMethod(SourceWriter writer, string method, bool gradient)
    {
        string keyword = Element.Keyword();
        string dLogits = gradient ? $"ref {keyword} dLogits, " : "";
        RowLoops rows = new(writer, Element, Classes);
        using (writer.Method($"internal static double {method}({dLogits}ref {keyword} logits, ref int targets, int rows, {keyword} scale)"))
        {
            writer.Line("double total = 0;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                rows.Max("max", t => t.Load("logits", "i"));
                writer.Line($"{keyword} target = Unsafe.Add(ref logits, targets) - max;");
                writer.Line("// The largest are counted apart from the sum of the others, which is 1 - p where the label's is the largest: a difference would lose its digits.");
                rows.Sum("largest", t => Select(writer, t, t.Load("logits", "i"), 1, 0));
                rows.Sum("below", t =>
                {
                    writer.Line($"{t.Type} logit = {t.Load("logits", "i")};").Line($"{t.Type} exp = VectorMath.Exp(logit - {t.Broadcast("max")});");
                    if (gradient)
                    {
                        writer.Line(t.Store("exp", "dLogits", "i"));
                    }

                    return Select(writer, t, "logit", 0, Expression.Variable("exp"));
                });
                writer.Line($"{keyword} sum = below + largest;");
                EmitRow(writer, keyword, gradient);
                if (gradient)
                {
                    writer.Line($"{keyword} inverse = slope / sum;");
                    rows.Each(t => writer.Line(t.Store($"({t.Load("dLogits", "i")} * {t.Broadcast("inverse")})", "dLogits", "i")));
                    writer.Line("Unsafe.Add(ref dLogits, targets) = -slope * rest;");
                }

                rows.Advance(gradient ? ["dLogits", "logits"] : ["logits"]);
                writer.Line("targets = ref Unsafe.Add(ref targets, 1);");
            }

            writer.Line().Line("return total * scale;");
        }
    }

    private void EmitRow(SourceWriter writer, string keyword, bool gradient)
    {
        writer.Line($"{keyword} others = target == 0 ? below + (largest - 1) : sum - {keyword}.Exp(target);");
        writer.Line($"{keyword} logP = target == 0 ? -VectorMath.Log1p(others) : target - {keyword}.Log(sum);");
        writer.Line($"{keyword} p = {keyword}.Exp(logP);").Line($"{keyword} rest = others / sum; // 1 - p");
        writer.Line($"{keyword} focus = {Factor("targets")}{Power("rest", Gamma)};");
        writer.Line("total -= focus == 0 ? 0 : focus * logP;");
        if (gradient && Gamma == 0)
        {
            writer.Line($"{keyword} slope = scale * focus;");
        }
        else if (gradient)
        {
            writer.Line($"{keyword} pLogP = p == 0 ? 0 : p * logP; // without the logarithm of 0");
            writer.Line("// At p = 1 both terms vanish, but with a gamma below 1 the second would be computed as infinity times 0.");
            writer.Line($"{keyword} slope = rest == 0 ? 0 : scale * (focus - {Factor("targets")}{Element.Literal(Gamma)} * {Power("rest", Gamma - 1)} * pLogP);");
        }
    }

    /// <summary>The first where a logit is the largest, else the second.</summary>
    private static string Select(SourceWriter writer, Target t, string logit, Expression largest, Expression other) =>
        new ExpressionWriter(writer, t, new Dictionary<string, string> { ["logit"] = logit, ["max"] = t.Broadcast("max") })
            .Write(Expression.Select(Expression.Same(Expression.Variable("logit"), Expression.Variable("max")), largest, other));

    private string Power(string value, double exponent) => exponent switch
    {
        0 => Element.Literal(1),
        1 => value,
        2 => $"{value} * {value}",
        _ => $"{Element.Keyword()}.Pow({value}, {Element.Literal(exponent)})",
    };

    private void EmitReference(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string gamma = Element.Literal(Gamma);
        writer.Line(FormattableString.Invariant($$"""
            internal static double LossAndGradientReference(ref {{keyword}} dLogits, ref {{keyword}} logits, ref int targets, int rows, {{keyword}} scale)
            { unchecked {
                double total = 0;
                for (int row = 0; row < rows; row++)
                {
                    int label = Unsafe.Add(ref targets, row);
                    {{keyword}} max = {{keyword}}.NegativeInfinity;
                    {{keyword}} sum = 0;
                    {{keyword}} others = 0;
                    for (int i = row * {{Classes}}; i < (row + 1) * {{Classes}}; i++)
                    {
                        max = {{keyword}}.Max(max, Unsafe.Add(ref logits, i));
                    }

                    for (int i = row * {{Classes}}; i < (row + 1) * {{Classes}}; i++)
                    {
                        sum += {{keyword}}.Exp(Unsafe.Add(ref logits, i) - max);
                        others += i % {{Classes}} == label ? 0 : {{keyword}}.Exp(Unsafe.Add(ref logits, i) - max);
                    }

                    {{keyword}} logP = Unsafe.Add(ref logits, row * {{Classes}} + label) == max ? -ReferenceMath.Log1p(others) : Unsafe.Add(ref logits, row * {{Classes}} + label) - max - {{keyword}}.Log(sum);
                    {{keyword}} p = {{keyword}}.Exp(logP);
                    {{keyword}} rest = others / sum;
                    {{keyword}} slope = rest == 0 ? 0 : {{Factor("label")}}({{keyword}}.Pow(rest, {{gamma}}) - {{gamma}} * {{keyword}}.Pow(rest, {{gamma}} - 1) * (p == 0 ? 0 : p * logP));
                    {{keyword}} focus = {{Factor("label")}}{{keyword}}.Pow(rest, {{gamma}});
                    total -= focus == 0 ? 0 : focus * logP;
                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        {{keyword}} softmax = {{keyword}}.Exp(Unsafe.Add(ref logits, row * {{Classes}} + i) - max) / sum;
                        Unsafe.Add(ref dLogits, row * {{Classes}} + i) = scale * slope * (i == label ? -rest : softmax);
                    }
                }

                return total * scale;
            } }
            """));
    }
}
