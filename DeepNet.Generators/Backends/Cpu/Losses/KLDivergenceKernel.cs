using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>
/// The divergence of <c>q = softmax(x / T)</c> from <c>p</c> over rows of <paramref name="Classes"/>: <c>T² · Σ p · (log p - log q)</c>, gradient
/// <c>T · (q · Σ p - p)</c>.
/// </summary>
/// <param name="Temperature">The T that divides logits.</param>
/// <param name="LogitTargets">Whether targets are logits too, <c>p = softmax(t / T)</c>; else they are p.</param>
internal sealed record KLDivergenceKernel(ElementType Element, int Classes, double Temperature, bool LogitTargets) : KernelSpec(Element)
{
    public override string ClassName => "KLDivergence_" + Classes.ToString(CultureInfo.InvariantCulture)
        + (Temperature == 1 ? "" : "_T" + Temperature.ToString("R", CultureInfo.InvariantCulture).Replace('.', 'p').Replace('-', 'm').Replace("+", ""))
        + (LogitTargets ? "_Logits" : "")
        + Element.Suffix();

    public override string Summary => $"Kullback-Leibler divergence of a softmax over {Classes.ToString(CultureInfo.InvariantCulture)} classes from targets.";

    private double Inverse => 1 / Temperature;

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
        string dLogits = gradient ? $"ref {keyword} dLogits, " : "";
        RowLoops rows = new(writer, Element, Classes);
        using (writer.Method($"internal static double {method}({dLogits}ref {keyword} logits, ref {keyword} targets, int rows, {keyword} scale)"))
        {
            writer.Line("double total = 0;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                rows.Max("max", t => t.Load("logits", "i"));
                if (LogitTargets)
                {
                    EmitLogitSums(writer, rows);
                }
                else
                {
                    EmitProbabilitySums(writer, rows);
                }

                rows.Sum("sum", t =>
                {
                    writer.Line($"{t.Type} exp = {Exp(t, "logits", "max")};");
                    if (gradient)
                    {
                        writer.Line(t.Store("exp", "dLogits", "i"));
                    }

                    return "exp";
                });
                writer.Line("// log q = (x - max) / T - log Σ exp((x - max) / T), so that no exponential overflows.");
                writer.Line(LogitTargets
                    ? $"total += targetDot / targetSum - {keyword}.Log(targetSum) + {keyword}.Log(sum);"
                    : $"total += targetDot + targetSum * {keyword}.Log(sum);");
                if (gradient)
                {
                    EmitGradient(writer, rows, keyword);
                }

                rows.Advance(gradient ? ["dLogits", "logits", "targets"] : ["logits", "targets"]);
            }

            writer.Line().Line($"return total * {Element.Literal(Temperature * Temperature)} * scale;");
        }
    }

    /// <summary>Before anything is overwritten: <c>Σ p</c>, and <c>Σ p (log p - (x - max) / T)</c>, to which a class of probability 0 adds nothing.</summary>
    private void EmitProbabilitySums(SourceWriter writer, RowLoops rows)
    {
        Expression p = Expression.Variable("p");
        rows.Sum("targetSum", t => t.Load("targets", "i"));
        rows.Sum("targetDot", t =>
        {
            writer.Line($"{t.Type} p = {t.Load("targets", "i")};");
            writer.Line($"{t.Type} logQ = ({t.Load("logits", "i")} - {t.Broadcast("max")}) * {t.Constant(Inverse)};");
            return new ExpressionWriter(writer, t).Write(Expression.Weighted(p, Expression.Select(p > 0, Expression.Log(p), 0) - Expression.Variable("logQ")));
        });
    }

    /// <summary>With <c>e = exp((t - max) / T)</c>: <c>Σ e</c>, and <c>Σ e ((t - max) - (x - max)) / T</c>, to which a class of probability 0 adds nothing.</summary>
    private void EmitLogitSums(SourceWriter writer, RowLoops rows)
    {
        rows.Max("targetMax", t => t.Load("targets", "i"));
        rows.Sum("targetSum", t => Exp(t, "targets", "targetMax"));
        rows.Sum("targetDot", t =>
        {
            writer.Line($"{t.Type} p = {Exp(t, "targets", "targetMax")};");
            writer.Line($"{t.Type} difference = (({t.Load("targets", "i")} - {t.Broadcast("targetMax")}) - ({t.Load("logits", "i")} - {t.Broadcast("max")})) * {t.Constant(Inverse)};");
            return new ExpressionWriter(writer, t).Write(Expression.Weighted(Expression.Variable("p"), Expression.Variable("difference")));
        });
    }

    private void EmitGradient(SourceWriter writer, RowLoops rows, string keyword)
    {
        string temperature = Element.Literal(Temperature);
        writer.Line($"{keyword} inverse = {(LogitTargets ? "" : "targetSum * ")}{temperature} * scale / sum;");
        writer.Line($"{keyword} targetScale = {temperature} * scale{(LogitTargets ? " / targetSum" : "")};");
        rows.Each(t =>
        {
            string target = LogitTargets ? Exp(t, "targets", "targetMax") : t.Load("targets", "i");
            writer.Line(t.Store($"({t.Load("dLogits", "i")} * {t.Broadcast("inverse")} - {target} * {t.Broadcast("targetScale")})", "dLogits", "i"));
        });
    }

    private string Exp(Target t, string name, string max)
    {
        string difference = $"{t.Load(name, "i")} - {t.Broadcast(max)}";
        return $"VectorMath.Exp({(Temperature == 1 ? difference : $"({difference}) * {t.Constant(Inverse)}")})";
    }

    private void EmitReference(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string value = LogitTargets
            ? $"{keyword}.Exp((Unsafe.Add(ref targets, row * {Text(Classes)} + i) - targetMax) / {Element.Literal(Temperature)}) / targetSum"
            : $"Unsafe.Add(ref targets, row * {Text(Classes)} + i)";
        writer.Line(FormattableString.Invariant($$"""
            internal static double LossAndGradientReference(ref {{keyword}} dLogits, ref {{keyword}} logits, ref {{keyword}} targets, int rows, {{keyword}} scale)
            { unchecked {
                const {{keyword}} Temperature = {{Element.Literal(Temperature)}};
                double total = 0;
                for (int row = 0; row < rows; row++)
                {
                    {{keyword}} max = {{keyword}}.NegativeInfinity;
                    {{keyword}} targetMax = {{keyword}}.NegativeInfinity;
                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        max = {{keyword}}.Max(max, Unsafe.Add(ref logits, row * {{Classes}} + i));
                        targetMax = {{keyword}}.Max(targetMax, Unsafe.Add(ref targets, row * {{Classes}} + i));
                    }

                    {{keyword}} sum = 0;
                    {{keyword}} targetSum = 0;
                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        sum += {{keyword}}.Exp((Unsafe.Add(ref logits, row * {{Classes}} + i) - max) / Temperature);
                        targetSum += {{(LogitTargets ? keyword + ".Exp((" : "")}}Unsafe.Add(ref targets, row * {{Classes}} + i){{(LogitTargets ? " - targetMax) / Temperature)" : "")}};
                    }

                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        {{keyword}} p = {{value}};
                        {{keyword}} logQ = (Unsafe.Add(ref logits, row * {{Classes}} + i) - max) / Temperature - {{keyword}}.Log(sum);
                        total += p == 0 ? 0 : p * ((p > 0 ? {{keyword}}.Log(p) : 0) - logQ);
                        Unsafe.Add(ref dLogits, row * {{Classes}} + i) = scale * Temperature * ({{keyword}}.Exp(logQ){{(LogitTargets ? "" : " * targetSum")}} - p);
                    }
                }

                return total * Temperature * Temperature * scale;
            } }
            """));
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
