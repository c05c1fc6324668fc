using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>
/// <c>1 - x · t / (|x| |t|)</c> over rows of <paramref name="Width"/>. As in PyTorch each square of a length is ε = 1e-12 more, so that a row of zeros has a gradient.
/// With <c>u = x / |x|</c> and <c>v = t / |t|</c> it is computed as <c>(Σ (u - v)² + ε / |x|² + ε / |t|²) / 2</c>, gradient <c>(d - (Σ d · u + ε / |x|²) · u) / |x|</c> with
/// <c>d = u - v</c>: the difference of 1 and a cosine near 1 would have few digits. The sum is not replaced by the loss, though it equals that: so the rounding of d along x leaves no trace.
/// </summary>
internal sealed record CosineLossKernel(ElementType Element, int Width) : KernelSpec(Element)
{
    private const double Floor = 1e-12;

    public override string ClassName => "CosineLoss_" + Width.ToString(CultureInfo.InvariantCulture) + Element.Suffix();

    public override string Summary => $"One minus the cosine of the angle between rows of {Width.ToString(CultureInfo.InvariantCulture)}.";

    public override void Emit(SourceWriter writer)
    {
        writer.Line("/// <summary>The loss of all rows times <c>scale</c>.</summary>");
        EmitMethod(writer, "Loss", gradient: false);
        writer.Line().Line("/// <summary>The loss of all rows times <c>scale</c>, and its gradient; dOutput may be output.</summary>");
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
        string dOutput = gradient ? $"ref {keyword} dOutput, " : "";
        RowLoops rows = new(writer, Element, Width);
        using (writer.Method($"internal static double {method}({dOutput}ref {keyword} output, ref {keyword} targets, int rows, {keyword} scale)"))
        {
            writer.Line("double total = 0;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                rows.Sum("square", t => $"{t.Load("output", "i")} * {t.Load("output", "i")}");
                rows.Sum("targetSquare", t => $"{t.Load("targets", "i")} * {t.Load("targets", "i")}");
                writer.Line($"square += {Element.Literal(Floor)};").Line($"targetSquare += {Element.Literal(Floor)};");
                writer.Line($"{keyword} inverse = {Element.Literal(1)} / {keyword}.Sqrt(square);").Line($"{keyword} targetInverse = {Element.Literal(1)} / {keyword}.Sqrt(targetSquare);");
                rows.SquaresAgain(rows.IsInfinite("square"), true, t => t.Load("output", "i"), $"inverse = Unit / {keyword}.Sqrt(scaled);");
                rows.SquaresAgain(rows.IsInfinite("targetSquare"), true, t => t.Load("targets", "i"), $"targetInverse = Unit / {keyword}.Sqrt(scaled);");
                rows.Sum("apart", t =>
                {
                    writer.Line($"{t.Type} difference = {Unit(t, "output", "inverse")} - {Unit(t, "targets", "targetInverse")};");
                    return "difference * difference";
                });
                writer.Line($"total += {Element.Literal(0.5)} * (apart + {Element.Literal(Floor)} / square + {Element.Literal(Floor)} / targetSquare);");
                if (gradient)
                {
                    rows.Sum("along", t =>
                    {
                        writer.Line($"{t.Type} unit = {Unit(t, "output", "inverse")};");
                        return $"(unit - {Unit(t, "targets", "targetInverse")}) * unit";
                    });
                    writer.Line($"along += {Element.Literal(Floor)} / square;").Line($"{keyword} factor = scale * inverse;");
                    rows.Each(t =>
                    {
                        writer.Line($"{t.Type} unit = {Unit(t, "output", "inverse")};");
                        writer.Line(t.Store($"((unit - {Unit(t, "targets", "targetInverse")} - unit * {t.Broadcast("along")}) * {t.Broadcast("factor")})", "dOutput", "i"));
                    });
                }

                rows.Advance(gradient ? ["dOutput", "output", "targets"] : ["output", "targets"]);
            }

            writer.Line().Line("return total * scale;");
        }
    }

    private static string Unit(Target t, string row, string inverse) => $"{t.Load(row, "i")} * {t.Broadcast(inverse)}";

    private void EmitReference(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line(FormattableString.Invariant($$"""
            internal static double LossAndGradientReference(ref {{keyword}} dOutput, ref {{keyword}} output, ref {{keyword}} targets, int rows, {{keyword}} scale)
            { unchecked {
                double total = 0;
                for (int row = 0; row < rows; row++)
                {
                    {{keyword}} dot = 0;
                    {{keyword}} square = {{Element.Literal(Floor)}};
                    {{keyword}} targetSquare = {{Element.Literal(Floor)}};
                    for (int i = row * {{Width}}; i < (row + 1) * {{Width}}; i++)
                    {
                        dot += Unsafe.Add(ref output, i) * Unsafe.Add(ref targets, i);
                        square += Unsafe.Add(ref output, i) * Unsafe.Add(ref output, i);
                        targetSquare += Unsafe.Add(ref targets, i) * Unsafe.Add(ref targets, i);
                    }

                    {{keyword}} length = {{keyword}}.Sqrt(square * targetSquare);
                    total += 1 - dot / length;
                    for (int i = row * {{Width}}; i < (row + 1) * {{Width}}; i++)
                    {
                        Unsafe.Add(ref dOutput, i) = scale * (dot / length / square * Unsafe.Add(ref output, i) - Unsafe.Add(ref targets, i) / length);
                    }
                }

                return total * scale;
            } }
            """));
    }
}
