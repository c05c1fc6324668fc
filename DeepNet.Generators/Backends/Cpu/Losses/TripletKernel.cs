using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>
/// <c>max(|a - p| - |a - n| + margin, 0)</c> over rows of <paramref name="Width"/>, or of the squares of the distances. As in PyTorch each difference
/// is 1e-6 more where a root follows, so that the distance of equal rows has a gradient.
/// </summary>
internal sealed record TripletKernel(ElementType Element, int Width, double Margin, bool IsSquared) : KernelSpec(Element)
{
    private const double Shift = 1e-6;

    public override string ClassName => "Triplet_" + Width.ToString(CultureInfo.InvariantCulture)
        + NumberName.Mark("_Margin", Margin, 1)
        + (IsSquared ? "_Squared" : "")
        + Element.Suffix();

    public override string Summary => $"Triplet loss of rows of {Width.ToString(CultureInfo.InvariantCulture)}.";

    public override void Emit(SourceWriter writer)
    {
        writer.Line("/// <summary>The loss of all rows times <c>scale</c>.</summary>");
        EmitMethod(writer, "Loss", gradient: false);
        writer.Line().Line("/// <summary>The loss of all rows times <c>scale</c>, and its gradients; each may be the embedding itself.</summary>");
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
        string gradients = gradient ? $"ref {keyword} dAnchor, ref {keyword} dPositive, ref {keyword} dNegative, " : "";
        RowLoops rows = new(writer, Element, Width);
        using (writer.Method($"internal static double {method}({gradients}ref {keyword} anchor, ref {keyword} positive, ref {keyword} negative, int rows, {keyword} scale)"))
        {
            writer.Line("double total = 0;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                EmitDistance(writer, rows, "positive");
                EmitDistance(writer, rows, "negative");
                writer.Line($"{keyword} violation = positiveDistance - negativeDistance + {Element.Literal(Margin)};");
                writer.Line("// Compared in this direction, so that NaN does not count as a satisfied triplet.");
                using (writer.Block("if (!(violation <= 0))"))
                {
                    writer.Line("total += violation;");
                    if (gradient)
                    {
                        EmitGradients(writer, rows, keyword);
                    }
                }

                if (gradient)
                {
                    using (writer.Block("else"))
                    {
                        foreach (string name in (string[])["dAnchor", "dPositive", "dNegative"])
                        {
                            writer.Line($"MemoryMarshal.CreateSpan(ref {name}, {Width.ToString(CultureInfo.InvariantCulture)}).Clear();");
                        }
                    }
                }

                writer.Line();
                rows.Advance(gradient ? ["dAnchor", "dPositive", "dNegative", "anchor", "positive", "negative"] : ["anchor", "positive", "negative"]);
            }

            writer.Line().Line("return total * scale;");
        }
    }

    private void EmitDistance(SourceWriter writer, RowLoops rows, string other)
    {
        string name = other + "Distance";
        rows.Sum(name, t =>
        {
            writer.Line($"{t.Type} difference = {Difference(t, other)};");
            return "difference * difference";
        });
        if (!IsSquared)
        {
            writer.Line($"{name} = {Element.Keyword()}.Sqrt({name});");
            rows.SquaresAgain(rows.IsInfinite(name), true, t => $"({Difference(t, other)})", $"{name} = {Element.Keyword()}.Sqrt(scaled) / Unit;");
        }
    }

    private void EmitGradients(SourceWriter writer, RowLoops rows, string keyword)
    {
        foreach (string other in (string[])["positive", "negative"])
        {
            writer.Line($"{keyword} {other}Factor = {(IsSquared ? Element.Literal(2) + " * scale" : $"{other}Distance == 0 ? 0 : scale / {other}Distance")};");
        }

        rows.Each(t =>
        {
            writer.Line($"{t.Type} toPositive = ({Difference(t, "positive")}) * {t.Broadcast("positiveFactor")};");
            writer.Line($"{t.Type} toNegative = ({Difference(t, "negative")}) * {t.Broadcast("negativeFactor")};");
            writer.Line(t.Store("(toPositive - toNegative)", "dAnchor", "i"));
            writer.Line(t.Store("(-toPositive)", "dPositive", "i"));
            writer.Line(t.Store("toNegative", "dNegative", "i"));
        });
    }

    private string Difference(Target t, string other) => $"{t.Load("anchor", "i")} - {t.Load(other, "i")}" + (IsSquared ? "" : " + " + t.Constant(Shift));

    private void EmitReference(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string shift = Element.Literal(IsSquared ? 0 : Shift);
        string Factor(string distance) => IsSquared ? "2 * scale" : $"scale / {distance}";
        string Distance(string square) => IsSquared ? square : $"{keyword}.Sqrt({square})";
        writer.Line(FormattableString.Invariant($$"""
            internal static double LossAndGradientReference(ref {{keyword}} dAnchor, ref {{keyword}} dPositive, ref {{keyword}} dNegative, ref {{keyword}} anchor, ref {{keyword}} positive, ref {{keyword}} negative, int rows, {{keyword}} scale)
            { unchecked {
                double total = 0;
                for (int row = 0; row < rows; row++)
                {
                    {{keyword}} positiveSquare = 0;
                    {{keyword}} negativeSquare = 0;
                    for (int i = row * {{Width}}; i < (row + 1) * {{Width}}; i++)
                    {
                        {{keyword}} toPositive = Unsafe.Add(ref anchor, i) - Unsafe.Add(ref positive, i) + {{shift}};
                        {{keyword}} toNegative = Unsafe.Add(ref anchor, i) - Unsafe.Add(ref negative, i) + {{shift}};
                        positiveSquare += toPositive * toPositive;
                        negativeSquare += toNegative * toNegative;
                    }

                    {{keyword}} positiveDistance = {{Distance("positiveSquare")}};
                    {{keyword}} negativeDistance = {{Distance("negativeSquare")}};
                    {{keyword}} violation = positiveDistance - negativeDistance + {{Element.Literal(Margin)}};
                    total += {{keyword}}.Max(violation, 0);
                    for (int i = row * {{Width}}; i < (row + 1) * {{Width}}; i++)
                    {
                        {{keyword}} toPositive = (Unsafe.Add(ref anchor, i) - Unsafe.Add(ref positive, i) + {{shift}}) * {{Factor("positiveDistance")}};
                        {{keyword}} toNegative = (Unsafe.Add(ref anchor, i) - Unsafe.Add(ref negative, i) + {{shift}}) * {{Factor("negativeDistance")}};
                        Unsafe.Add(ref dAnchor, i) = violation > 0 ? toPositive - toNegative : 0;
                        Unsafe.Add(ref dPositive, i) = violation > 0 ? -toPositive : 0;
                        Unsafe.Add(ref dNegative, i) = violation > 0 ? toNegative : 0;
                    }
                }

                return total * scale;
            } }
            """));
    }
}
