using System;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>
/// Softmax and cross entropy over rows of <paramref name="Classes"/>: <c>loss = Σ tᵢ · log Σ exp(x - max) - Σ tᵢ (xᵢ - max)</c>, gradient
/// <c>Σ tᵢ · softmax(x) - t</c>. With smoothing s, <c>t = (1 - s) · target + s / classes</c>, times the weights of the classes if there are any.
/// </summary>
/// <param name="Smoothing">The share of the uniform distribution.</param>
/// <param name="TakesLabels">Whether targets are labels, else one number per class.</param>
/// <param name="ClassWeights">Factors, one per class, or none.</param>
/// <param name="Ignored">The label of rows that do not count, or null.</param>
internal sealed record CrossEntropyKernel(ElementType Element, int Classes, double Smoothing, bool TakesLabels, EquatableArray<double> ClassWeights, int? Ignored) : KernelSpec(Element)
{
    private bool IsWeighted => ClassWeights.Count > 0;

    /// <summary>Whether labels count differently, so that the divisor of the mean depends on them.</summary>
    public bool CountsLabels => TakesLabels && (IsWeighted || Ignored is not null);

    public override string ClassName => "CrossEntropy_" + Text(Classes)
        + (TakesLabels ? "" : "_Dense")
        + NumberName.Mark("_Smooth", Smoothing, 0)
        + (IsWeighted ? "_Weights" + NumberName.OfAll(ClassWeights) : "")
        + (Ignored is { } ignored ? "_Without" + Text(ignored).Replace('-', 'm') : "")
        + Element.Suffix();

    public override string Summary => $"Softmax and cross entropy over {Text(Classes)} classes with {(TakesLabels ? "integer labels" : "dense targets")}.";

    public override void Emit(SourceWriter writer)
    {
        ClassWeightTable.Emit(writer, Element, ClassWeights);
        if (CountsLabels)
        {
            EmitCount(writer);
            writer.Line();
        }

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
        string targetType = TakesLabels ? "int" : keyword;
        string dLogits = gradient ? $"ref {keyword} dLogits, " : "";
        RowLoops rows = new(writer, Element, Classes);
        using (writer.Method($"internal static double {method}({dLogits}ref {keyword} logits, ref {targetType} targets, int rows, {keyword} scale)"))
        {
            if (IsWeighted)
            {
                writer.Line($"ref {keyword} classWeights = ref MemoryMarshal.GetReference(ClassWeights);");
            }

            writer.Line("double total = 0;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                if (Ignored is { } ignored)
                {
                    using (writer.Block($"if (targets != {Text(ignored)})"))
                    {
                        EmitRow(writer, rows, gradient);
                    }

                    if (gradient)
                    {
                        using (writer.Block("else"))
                        {
                            writer.Line($"MemoryMarshal.CreateSpan(ref dLogits, {Text(Classes)}).Clear();");
                        }
                    }

                    writer.Line();
                }
                else
                {
                    EmitRow(writer, rows, gradient);
                }

                rows.Advance(gradient ? ["dLogits", "logits"] : ["logits"]);
                writer.Line($"targets = ref Unsafe.Add(ref targets, {(TakesLabels ? "1" : Text(Classes))});");
            }

            writer.Line().Line("return total * scale;");
        }
    }

    private void EmitRow(SourceWriter writer, RowLoops rows, bool gradient)
    {
        string keyword = Element.Keyword();
        rows.Max("max", t => t.Load("logits", "i"));
        EmitTargetSums(writer, rows);
        rows.Sum("sum", t =>
        {
            string exp = $"VectorMath.Exp({t.Load("logits", "i")} - {t.Broadcast("max")})";
            if (gradient)
            {
                writer.Line($"{t.Type} exp = {exp};").Line(t.Store("exp", "dLogits", "i"));
            }

            return gradient ? "exp" : exp;
        });
        writer.Line("// Of differences from the maximum no exponential overflows, and the size of the logits costs no digits.");
        writer.Line($"total += {Weight("targetSum")}{keyword}.Log(sum) - targetDot;");
        if (gradient)
        {
            EmitGradient(writer, rows, keyword);
        }
    }

    /// <summary>Before anything is overwritten: <c>Σ tᵢ (xᵢ - max)</c> and, for dense targets, <c>Σ tᵢ</c>.</summary>
    private void EmitTargetSums(SourceWriter writer, RowLoops rows)
    {
        string keyword = Element.Keyword();
        string keep = Element.Literal(1 - Smoothing);
        string share = Element.Literal(Smoothing / Classes);
        if (!TakesLabels)
        {
            rows.Sum("targetSum", t => SmoothTarget(t));
            rows.Sum("targetDot", t => Weighted(writer, t, SmoothTarget(t)));
            return;
        }

        if (IsWeighted)
        {
            writer.Line($"{keyword} targetWeight = {Factor(1 - Smoothing)}Unsafe.Add(ref classWeights, targets);");
            if (Smoothing != 0)
            {
                rows.Sum("logitSum", t => Weighted(writer, t, t.Load("classWeights", "i")));
            }

            string ofAll = Smoothing == 0 ? "" : $" + {share} * logitSum";
            string ofAllWeights = Smoothing == 0 ? "" : $" + {Element.Literal(Smoothing / Classes * ClassWeights.Sum())}";
            writer.Line($"{keyword} targetSum = targetWeight{ofAllWeights};");
            writer.Line($"{keyword} targetDot = {(Smoothing == 0 ? "" : "(")}targetWeight == 0 ? 0 : targetWeight * (Unsafe.Add(ref logits, targets) - max){(Smoothing == 0 ? "" : ")")}{ofAll};").Line();
            return;
        }

        if (Smoothing == 0)
        {
            writer.Line($"{keyword} targetDot = Unsafe.Add(ref logits, targets) - max;").Line();
            return;
        }

        rows.Sum("logitSum", t => $"{t.Load("logits", "i")} - {t.Broadcast("max")}");
        writer.Line($"{keyword} targetDot = {keep} * (Unsafe.Add(ref logits, targets) - max) + {share} * logitSum;").Line();
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
            string weight = IsWeighted ? t.Load("classWeights", "i") + " * " : "";
            string share = Smoothing == 0 ? "" : " - " + weight + t.Broadcast($"{Element.Literal(Smoothing / Classes)} * scale");
            writer.Line(t.Store($"({t.Load("dLogits", "i")} * {t.Broadcast("inverse")}{share})", "dLogits", "i"));
        });
        writer.Line($"Unsafe.Add(ref dLogits, targets) -= {(IsWeighted ? "targetWeight * " : Factor(1 - Smoothing))}scale;");
    }

    /// <summary>The term of a class in <c>Σ tᵢ (xᵢ - max)</c>: a class without weight adds nothing, even if its logit is minus infinity.</summary>
    private static string Weighted(SourceWriter writer, Target t, string weight)
    {
        writer.Line($"{t.Type} weight = {weight};").Line($"{t.Type} logit = {t.Load("logits", "i")} - {t.Broadcast("max")};");
        return new ExpressionWriter(writer, t).Write(Expression.Weighted(Expression.Variable("weight"), Expression.Variable("logit")));
    }

    private string Factor(double value) => value == 1 ? "" : Element.Literal(value) + " * ";

    private string SmoothTarget(Target t)
    {
        string target = Smoothing == 0 ? t.Load("targets", "i") : $"{t.Load("targets", "i")} * {t.Constant(1 - Smoothing)} + {t.Constant(Smoothing / Classes)}";
        return !IsWeighted ? target : $"{t.Load("classWeights", "i")} * {(Smoothing == 0 ? target : $"({target})")}";
    }

    /// <summary>
    /// What the loss is divided by is known only with the labels: how many count, or their weights together. The sum is in double precision, where also the
    /// 16,777,217th label adds 1. Nothing to count gives 0.
    /// </summary>
    private void EmitCount(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string counted = Ignored is { } ignored ? $"Unsafe.Add(ref targets, row) == {Text(ignored)} ? 0 : " : "";
        string weight = IsWeighted ? "ClassWeights[Unsafe.Add(ref targets, row)]" : "1";
        string what = IsWeighted ? "The sum of the labels' weights" : "The number of labels that count";
        string scale = Element.IsDouble ? "weight / count" : $"({keyword})(weight / count)";
        writer.Line($"/// <summary>{what}.</summary>");
        writer.Line($$"""
            internal static double Count(ref int targets, int rows)
            { unchecked {
                double count = 0;
                for (int row = 0; row < rows; row++)
                {
                    count += {{counted}}{{weight}};
                }

                return count;
            } }
            """);
        writer.Line().Line("/// <summary><c>weight</c> through <see cref=\"Count\"/>; 0 if that is 0.</summary>");
        writer.Line($$"""
            internal static {{keyword}} Scale(ref int targets, int rows, {{keyword}} weight)
            { unchecked {
                double count = Count(ref targets, rows);
                return count > 0 ? {{scale}} : 0;
            } }
            """);
    }

    /// <summary>Labels sum to 1; dense targets need not.</summary>
    private string Weight(string sum) => TakesLabels && !IsWeighted ? "" : sum + " * ";

    private void EmitReference(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string targetType = TakesLabels ? "int" : keyword;
        string target = TakesLabels
            ? $"(Unsafe.Add(ref targets, row) == i ? {Element.Literal(1)} : {Element.Literal(0)})"
            : $"Unsafe.Add(ref targets, row * {Text(Classes)} + i)";
        target = $"{Element.Literal(1 - Smoothing)} * {target} + {Element.Literal(Smoothing / Classes)}";
        target = IsWeighted ? $"ClassWeights[i] * ({target})" : target;
        string counted = Ignored is { } ignored ? $"Unsafe.Add(ref targets, row) == {Text(ignored)} ? 0 : " : "";
        writer.Line(FormattableString.Invariant($$"""
            internal static double LossAndGradientReference(ref {{keyword}} dLogits, ref {{keyword}} logits, ref {{targetType}} targets, int rows, {{keyword}} scale)
            { unchecked {
                double total = 0;
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
                        targetSum += {{counted}}{{target}};
                    }

                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        {{keyword}} target = {{counted}}{{target}};
                        {{keyword}} logit = Unsafe.Add(ref logits, row * {{Classes}} + i) - max;
                        total -= target == 0 ? 0 : target * (logit - {{keyword}}.Log(sum));
                        Unsafe.Add(ref dLogits, row * {{Classes}} + i) = scale * ({{keyword}}.Exp(logit) / sum * targetSum - target);
                    }
                }

                return total * scale;
            } }
            """));
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
