using System;
using System.Globalization;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>
/// Softmax and cross entropy over rows of <paramref name="Classes"/>: <c>loss = log Σ exp(x - max) + max - Σ tᵢ xᵢ</c>, gradient
/// <c>softmax(x) - t</c>. With smoothing s, <c>t = (1 - s) · target + s / classes</c>.
/// </summary>
internal sealed record CrossEntropyKernel(ElementType Element, int Classes, double Smoothing, bool TakesLabels) : KernelSpec(Element)
{
    public override string ClassName => "CrossEntropy_" + Text(Classes)
        + (TakesLabels ? "" : "_Dense")
        + (Smoothing == 0 ? "" : "_Smooth" + Smoothing.ToString("R", CultureInfo.InvariantCulture).Replace('.', 'p').Replace('-', 'm'))
        + Element.Suffix();

    public override string Summary => $"Softmax and cross entropy over {Text(Classes)} classes with {(TakesLabels ? "integer labels" : "dense targets")}.";

    public override void Emit(SourceWriter writer)
    {
        writer.Line("/// <summary>The loss of all rows times <c>scale</c>.</summary>");
        EmitMethod(writer, "Loss", gradient: false);
        writer.Line().Line("/// <summary>The loss of all rows times <c>scale</c>, and its gradient; dLogits may be logits.</summary>");
        EmitMethod(writer, "LossAndGradient", gradient: true);
        writer.Line().Line("/// <summary>The same as <see cref=\"LossAndGradient\"/>, one element at a time with the base library's mathematics.</summary>");
        EmitReference(writer);
    }

    private void EmitMethod(SourceWriter writer, string method, bool gradient)
    {
        string keyword = Element.Keyword();
        string targetType = TakesLabels ? "int" : keyword;
        string dLogits = gradient ? $"ref {keyword} dLogits, " : "";
        RowLoops rows = new(writer, Element, Classes);
        using (writer.Block($"internal static {keyword} {method}({dLogits}ref {keyword} logits, ref {targetType} targets, int rows, {keyword} scale)"))
        {
            writer.Line($"{keyword} total = {Element.Literal(0)};");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                EmitTargetSums(writer, rows);
                rows.Max("max", t => t.Load("logits", "i"));
                rows.Sum("sum", t =>
                {
                    string exp = $"VectorMath.Exp({t.Load("logits", "i")} - {t.Broadcast("max")})";
                    if (gradient)
                    {
                        writer.Line($"{t.Type} exp = {exp};").Line(t.Store("exp", "dLogits", "i"));
                    }

                    return gradient ? "exp" : exp;
                });
                writer.Line("// log Σ exp(x) = log Σ exp(x - max) + max, so that no exponential overflows.");
                writer.Line($"total += {Weight("targetSum")}({keyword}.Log(sum) + max) - targetDot;");
                if (gradient)
                {
                    EmitGradient(writer, rows, keyword);
                    rows.Advance("dLogits", "logits");
                }
                else
                {
                    rows.Advance("logits");
                }

                writer.Line($"targets = ref Unsafe.Add(ref targets, {(TakesLabels ? "1" : Text(Classes))});");
            }

            writer.Line().Line("return total * scale;");
        }
    }

    /// <summary>Before anything is overwritten: <c>Σ tᵢ xᵢ</c> and, for dense targets, <c>Σ tᵢ</c>.</summary>
    private void EmitTargetSums(SourceWriter writer, RowLoops rows)
    {
        string keyword = Element.Keyword();
        string keep = Element.Literal(1 - Smoothing);
        string share = Element.Literal(Smoothing / Classes);
        if (!TakesLabels)
        {
            rows.Sum("targetSum", t => SmoothTarget(t));
            rows.Sum("targetDot", t => $"({SmoothTarget(t)}) * {t.Load("logits", "i")}");
            return;
        }

        if (Smoothing == 0)
        {
            writer.Line($"{keyword} targetDot = Unsafe.Add(ref logits, targets);").Line();
            return;
        }

        rows.Sum("logitSum", t => t.Load("logits", "i"));
        writer.Line($"{keyword} targetDot = {keep} * Unsafe.Add(ref logits, targets) + {share} * logitSum;").Line();
    }

    private void EmitGradient(SourceWriter writer, RowLoops rows, string keyword)
    {
        writer.Line($"{keyword} inverse = {Weight("targetSum")}scale / sum;");
        if (!TakesLabels)
        {
            rows.Each(t => writer.Line(t.Store($"({t.Load("dLogits", "i")} * {t.Broadcast("inverse")} - ({SmoothTarget(t)}) * {t.Broadcast("scale")})", "dLogits", "i")));
            return;
        }

        rows.Each(t =>
        {
            string share = Smoothing == 0 ? "" : " - " + t.Broadcast($"{Element.Literal(Smoothing / Classes)} * scale");
            writer.Line(t.Store($"({t.Load("dLogits", "i")} * {t.Broadcast("inverse")}{share})", "dLogits", "i"));
        });
        writer.Line($"Unsafe.Add(ref dLogits, targets) -= {(Smoothing == 0 ? "" : Element.Literal(1 - Smoothing) + " * ")}scale;");
    }

    private string SmoothTarget(Target t) => Smoothing == 0
        ? t.Load("targets", "i")
        : $"{t.Load("targets", "i")} * {t.Constant(1 - Smoothing)} + {t.Constant(Smoothing / Classes)}";

    /// <summary>Labels sum to 1; dense targets need not.</summary>
    private string Weight(string sum) => TakesLabels ? "" : sum + " * ";

    private void EmitReference(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string targetType = TakesLabels ? "int" : keyword;
        string target = TakesLabels
            ? $"(Unsafe.Add(ref targets, row) == i ? {Element.Literal(1)} : {Element.Literal(0)})"
            : $"Unsafe.Add(ref targets, row * {Text(Classes)} + i)";
        writer.Line(FormattableString.Invariant($$"""
            internal static {{keyword}} LossAndGradientReference(ref {{keyword}} dLogits, ref {{keyword}} logits, ref {{targetType}} targets, int rows, {{keyword}} scale)
            {
                {{keyword}} total = 0;
                for (int row = 0; row < rows; row++)
                {
                    {{keyword}} max = {{keyword}}.NegativeInfinity;
                    {{keyword}} sum = 0;
                    {{keyword}} targetSum = 0;
                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        max = {{keyword}}.Max(max, Unsafe.Add(ref logits, row * {{Classes}} + i));
                    }

                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        sum += {{keyword}}.Exp(Unsafe.Add(ref logits, row * {{Classes}} + i) - max);
                        targetSum += {{Element.Literal(1 - Smoothing)}} * {{target}} + {{Element.Literal(Smoothing / Classes)}};
                    }

                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        {{keyword}} target = {{Element.Literal(1 - Smoothing)}} * {{target}} + {{Element.Literal(Smoothing / Classes)}};
                        {{keyword}} logit = Unsafe.Add(ref logits, row * {{Classes}} + i) - max;
                        total -= target * (logit - {{keyword}}.Log(sum));
                        Unsafe.Add(ref dLogits, row * {{Classes}} + i) = scale * ({{keyword}}.Exp(logit) / sum * targetSum - target);
                    }
                }

                return total * scale;
            }
            """));
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
