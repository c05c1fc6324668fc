using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>Over rows of <paramref name="Classes"/> scores: <c>Σ max(margin - x[label] + x[i], 0) / classes</c> over all i but the label, or of the squares.</summary>
internal sealed record MultiClassHingeKernel(ElementType Element, int Classes, double Margin, bool IsSquared) : KernelSpec(Element)
{
    public override string ClassName => "MultiClassHinge_" + Classes.ToString(CultureInfo.InvariantCulture)
        + NumberName.Mark("_", Margin, 1)
        + (IsSquared ? "_Squared" : "")
        + Element.Suffix();

    public override string Summary => $"{(IsSquared ? "Squared m" : "M")}ulti-class hinge over {Classes.ToString(CultureInfo.InvariantCulture)} classes with integer labels.";

    private Expression Term(Expression violation) => IsSquared ? violation * violation : violation;

    private Expression Slope(Expression violation) => IsSquared ? 2 * violation : Expression.Select(violation > 0, 1, 0);

    public override void Emit(SourceWriter writer)
    {
        writer.Line("/// <summary>The loss of all rows times <c>scale</c>.</summary>");
        EmitMethod(writer, "Loss", gradient: false);
        writer.Line().Line("/// <summary>The loss of all rows times <c>scale</c>, and its gradient; dScores may be scores.</summary>");
        EmitMethod(writer, "LossAndGradient", gradient: true);
        if (writer.HasTwins)
        {
            writer.Line().Line("/// <summary>The same as <see cref=\"LossAndGradient\"/>, one element at a time.</summary>");
            EmitReference(writer);
        }
    }

    private void EmitMethod(SourceWriter writer, string method, bool gradient)
    {
        string keyword = Element.Keyword();
        string dScores = gradient ? $"ref {keyword} dScores, " : "";
        double violation = Math.Max(Margin, 0);
        string ownTerm = IsSquared ? $"{Element.Literal(violation)} * {Element.Literal(violation)}" : Element.Literal(violation);
        string ownSlope = Element.Literal(IsSquared ? 2 * violation : violation > 0 ? 1 : 0);
        RowLoops rows = new(writer, Element, Classes);
        using (writer.Method($"internal static double {method}({dScores}ref {keyword} scores, ref int targets, int rows, {keyword} scale)"))
        {
            writer.Line($"{keyword} share = scale / {Element.Literal(Classes)};").Line("double total = 0;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line($"{keyword} own = Unsafe.Add(ref scores, targets);");
                rows.Sum("sum", t => Write(writer, t, Term));
                writer.Line("// The sums include the label's own term, so it is subtracted.");
                writer.Line($"total += sum - {ownTerm};");
                if (gradient)
                {
                    rows.Sum("slopes", t =>
                    {
                        writer.Line($"{t.Type} slope = {Write(writer, t, Slope)};");
                        writer.Line(t.Store($"(slope * {t.Broadcast("share")})", "dScores", "i"));
                        return "slope";
                    });
                    writer.Line($"Unsafe.Add(ref dScores, targets) = ({ownSlope} - slopes) * share;");
                }

                rows.Advance(gradient ? ["dScores", "scores"] : ["scores"]);
                writer.Line("targets = ref Unsafe.Add(ref targets, 1);");
            }

            writer.Line().Line("return total * share;");
        }
    }

    /// <summary>Writes the violations of the elements at <c>i</c> and returns a function of them. Scores are subtracted first: their size costs no digits of the margin.</summary>
    private string Write(SourceWriter writer, Target t, Func<Expression, Expression> function)
    {
        Expression violation = Expression.Max(Expression.Variable("score") - Expression.Variable("own") + Margin, 0);
        Dictionary<string, string> variables = new() { ["score"] = t.Load("scores", "i"), ["own"] = t.Broadcast("own") };
        writer.Line($"{t.Type} violation = {new ExpressionWriter(writer, t, variables).Write(violation)};");
        return new ExpressionWriter(writer, t).Write(function(Expression.Variable("violation")));
    }

    private void EmitReference(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line(FormattableString.Invariant($$"""
            internal static double LossAndGradientReference(ref {{keyword}} dScores, ref {{keyword}} scores, ref int targets, int rows, {{keyword}} scale)
            { unchecked {
                double total = 0;
                for (int row = 0; row < rows; row++)
                {
                    int label = Unsafe.Add(ref targets, row);
                    {{keyword}} own = Unsafe.Add(ref scores, row * {{Classes}} + label);
                    {{keyword}} slopes = 0;
                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        {{keyword}} violation = {{keyword}}.Max(Unsafe.Add(ref scores, row * {{Classes}} + i) - own + {{Element.Literal(Margin)}}, 0);
                        if (i != label)
                        {
                            {{keyword}} slope = {{(IsSquared ? "2 * violation" : "violation > 0 ? 1 : 0")}};
                            total += violation{{(IsSquared ? " * violation" : "")}};
                            slopes += slope;
                            Unsafe.Add(ref dScores, row * {{Classes}} + i) = slope * scale / {{Classes}};
                        }
                    }

                    Unsafe.Add(ref dScores, row * {{Classes}} + label) = -slopes * scale / {{Classes}};
                }

                return total * scale / {{Classes}};
            } }
            """));
    }
}
