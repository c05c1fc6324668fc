using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

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
        + NumberName.Mark("_T", Temperature, 1)
        + (LogitTargets ? "_Logits" : "")
        + Element.Suffix();

    public override string Summary => $"Kullback-Leibler divergence of a softmax over {Classes.ToString(CultureInfo.InvariantCulture)} classes from targets.";

    private static Expression P => Expression.Variable("p");

    private static Expression Q => Expression.Variable("q");

    private static Expression U => Expression.Variable("u");

    private static Expression D => Expression.Variable("d");

    private static Expression E => Expression.Variable("e");

    /// <summary>The logarithm of a probability of 0: so u is never small there.</summary>
    private const double Never = -1e30;

    private double Inverse => 1 / Temperature;

    public override void Emit(SourceWriter writer)
    {
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
        using (writer.Method($"internal static double {method}({dLogits}ref {keyword} logits, ref {keyword} targets, int rows, {keyword} scale)"))
        {
            if (gradient)
            {
                writer.Line($"{keyword} slope = {Element.Literal(Temperature)} * scale;");
            }

            writer.Line("double total = 0;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                rows.Max("max", t => t.Load("logits", "i"));
                if (LogitTargets)
                {
                    rows.Max("targetMax", t => t.Load("targets", "i"));
                }

                rows.Sum("targetSum", t => LogitTargets ? Exp(t, "targets", "targetMax") : t.Load("targets", "i"));
                rows.Sum("sum", t => Exp(t, "logits", "max"));
                if (LogitTargets)
                {
                    EmitShift(writer, rows, keyword);
                    writer.Line($"{keyword} targetShare = {Element.Literal(1)} / targetSum;");
                }
                else
                {
                    writer.Line($"{keyword} logSum = {keyword}.Log(sum);");
                }

                writer.Line($"{keyword} share = {Element.Literal(1)} / sum;");
                rows.Sum("divergence", t => EmitTerm(writer, t, gradient));
                writer.Line(LogitTargets ? "total += divergence;" : "total += divergence + (targetSum - 1);");
                rows.Advance(gradient ? ["dLogits", "logits", "targets"] : ["logits", "targets"]);
            }

            writer.Line().Line($"return total * {Element.Literal(Temperature * Temperature)} * scale;");
        }
    }

    /// <summary>
    /// What <c>log q - log p</c> is more than the difference of two logits: <c>log (Σ exp((t - max) / T) / Σ exp((x - max) / T))</c>. Of sums that are nearly the
    /// same, the difference is the sum of the differences.
    /// </summary>
    private void EmitShift(SourceWriter writer, RowLoops rows, string keyword)
    {
        rows.Sum("apart", t =>
        {
            writer.Line($"{t.Type} e = {Exp(t, "logits", "max")};").Line($"{t.Type} d = {Difference(t)};");
            ExpressionWriter expressions = new(writer, t, new Dictionary<string, string> { ["target"] = Exp(t, "targets", "targetMax") });
            return expressions.Write(Expression.Select(Expression.Abs(D) < Near, E * Expression.Expm1(D), Expression.Variable("target") - E));
        });
        writer.Line($"{keyword} shift = VectorMath.Log1p(apart / sum);");
    }

    /// <summary>
    /// Writes a class's gradient and returns its part of the loss. With <c>u = log q - log p</c> the divergence is <c>Σ p (exp(u) - 1 - u)</c>, of which no term
    /// is negative, so that distributions which are nearly the same lose nothing by a difference of logarithms. Where u is not small that is <c>q - p - p u</c>.
    /// </summary>
    private string EmitTerm(SourceWriter writer, Target t, bool gradient)
    {
        ExpressionWriter expressions = new(writer, t, new Dictionary<string, string> { ["targetSum"] = t.Broadcast("targetSum"), ["slope"] = t.Broadcast("slope") });
        writer.Line($"{t.Type} q = {Exp(t, "logits", "max")} * {t.Broadcast("share")};");
        writer.Line($"{t.Type} p = {(LogitTargets ? $"{Exp(t, "targets", "targetMax")} * {t.Broadcast("targetShare")}" : t.Load("targets", "i"))};");
        string u = LogitTargets
            ? $"{t.Broadcast("shift")} - {Difference(t)}"
            : $"{Scaled(t, "logits", "max")} - {t.Broadcast("logSum")} - ({expressions.Write(Expression.Select(P > 0, Expression.Log(P), Expression.Select(P < 0, 0, Never)))})";
        writer.Line($"{t.Type} u = {u};");
        if (gradient)
        {
            Expression apart = LogitTargets ? Expression.Select(Expression.Abs(U) < Near, P * Expression.Expm1(U), Q - P) : Q * Expression.Variable("targetSum") - P;
            string value = expressions.Write(apart * Expression.Variable("slope"));
            writer.Line(t.Store($"({value})", "dLogits", "i"));
        }

        return expressions.Write(Expression.Select(Expression.Abs(U) < Near, P * Excess, Q - P - Expression.Weighted(P, U)));
    }

    /// <summary><c>exp(u) - 1 - u</c> for small u.</summary>
    private static Expression Excess => U * U * (U * (U * (U * (U * (U * (1 / 5040.0) + 1 / 720.0) + 1 / 120.0) + 1 / 24.0) + 1 / 6.0) + 0.5);

    /// <summary>Where the series of <see cref="Excess"/> is exact to rounding: its next term is <c>u⁸ / 40320</c>.</summary>
    private double Near => Element.IsDouble ? 0.02 : 0.3;

    /// <summary>The difference of a target and a logit: each that to the row's largest, divided by T.</summary>
    private string Difference(Target t)
    {
        string difference = $"({t.Load("targets", "i")} - {t.Broadcast("targetMax")}) - ({t.Load("logits", "i")} - {t.Broadcast("max")})";
        return Temperature == 1 ? $"({difference})" : $"({difference}) * {t.Constant(Inverse)}";
    }

    private string Scaled(Target t, string name, string max)
    {
        string difference = $"({t.Load(name, "i")} - {t.Broadcast(max)})";
        return Temperature == 1 ? difference : $"{difference} * {t.Constant(Inverse)}";
    }

    private string Exp(Target t, string name, string max) => $"VectorMath.Exp({Scaled(t, name, max)})";

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
