using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Normalization;

/// <summary>Scales rows of <paramref name="Width"/> elements to length 1; shorter ones than <paramref name="Epsilon"/> are divided by that.</summary>
internal sealed record L2NormalizeKernel(ElementType Element, int Width, double Epsilon) : KernelSpec(Element)
{
    public override string ClassName => "L2Normalize_" + Width.ToString(CultureInfo.InvariantCulture)
        + NumberName.Mark("_", Epsilon, 1e-12)
        + Element.Suffix();

    public override string Summary => $"Rows of {Width.ToString(CultureInfo.InvariantCulture)} elements, <c>x / max(√Σx², {Epsilon.ToString("R", CultureInfo.InvariantCulture)})</c>.";

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string epsilon = Element.Literal(Epsilon);
        RowLoops loops = new(writer, Element, Width);
        writer.Line("/// <summary>Scales <c>rows</c> rows.</summary>");
        using (writer.Method($"internal static void Forward(ref {keyword} output, ref {keyword} input, int rows)"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            Norm(writer, loops);
            writer.Line($"{keyword} inverse = {Element.Literal(1)} / {keyword}.Max(norm, {epsilon});");
            loops.Each(t => writer.Line(t.Store($"({t.Load("input", "i")} * {t.Broadcast("inverse")})", "output", "i")));
            loops.Advance("input", "output");
        }

        foreach (bool adds in (bool[])[false, true])
        {
            writer.Line().Line($"/// <summary>The inputs' gradients, {(adds ? "added to the existing values" : "written")}.</summary>");
            using (writer.Method($"internal static void {(adds ? "Accumulate" : "Backward")}(ref {keyword} dInput, ref {keyword} input, ref {keyword} dOutput, int rows)"))
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                Norm(writer, loops);
                writer.Line($"{keyword} inverse = {Element.Literal(1)} / {keyword}.Max(norm, {epsilon});");
                loops.Sum("dot", t => $"{Unit(t)} * {t.Load("dOutput", "i")}");
                writer.Line("// Below epsilon the divisor is constant.");
                writer.Line($"{keyword} share = norm > {epsilon} ? dot : {Element.Literal(0)};");
                loops.Each(t =>
                {
                    string value = $"({t.Load("dOutput", "i")} - {Unit(t)} * {t.Broadcast("share")}) * {t.Broadcast("inverse")}";
                    writer.Line(t.Store($"({(adds ? t.Load("dInput", "i") + " + " : "")}{value})", "dInput", "i"));
                });
                loops.Advance("dInput", "input", "dOutput");
            }
        }

        Reference(writer, keyword, epsilon);
    }

    private static string Unit(Target t) => $"{t.Load("input", "i")} * {t.Broadcast("inverse")}";

    /// <summary>Writes <c>norm</c>, the length of a row. Squares that leave the range of the element type are taken again of numbers that are scaled by a power of two.</summary>
    private void Norm(SourceWriter writer, RowLoops loops)
    {
        string keyword = Element.Keyword();
        loops.Sum("square", t => $"{t.Load("input", "i")} * {t.Load("input", "i")}");
        writer.Line($"{keyword} norm = {keyword}.Sqrt(square);");
        string then = $"norm = {keyword}.Sqrt(scaled) / Unit;";
        loops.SquaresAgain(loops.IsInfinite("square"), true, t => t.Load("input", "i"), then);
        double least = Element.IsDouble ? 1e-280 : 1e-30;
        if (Epsilon * Epsilon < least)
        {
            loops.SquaresAgain("square < " + Element.Literal(least), false, t => t.Load("input", "i"), then);
        }
    }

    private void Reference(SourceWriter writer, string keyword, string epsilon)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        string width = Width.ToString(CultureInfo.InvariantCulture);
        writer.Line().Line("/// <summary>The same as <see cref=\"Forward\"/>, one element at a time.</summary>");
        writer.Line($$"""
            internal static void ForwardReference(ref {{keyword}} output, ref {{keyword}} input, int rows)
            { unchecked {
                for (int row = 0; row < rows; row++)
                {
                    double square = 0;
                    for (int i = 0; i < {{width}}; i++)
                    {
                        square += (double)Unsafe.Add(ref input, row * {{width}} + i) * Unsafe.Add(ref input, row * {{width}} + i);
                    }

                    {{keyword}} norm = {{keyword}}.Max(({{keyword}})double.Sqrt(square), {{epsilon}});
                    for (int i = 0; i < {{width}}; i++)
                    {
                        Unsafe.Add(ref output, row * {{width}} + i) = Unsafe.Add(ref input, row * {{width}} + i) / norm;
                    }
                }
            } }
            """);
    }
}
