using System.Globalization;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>Scales rows of <paramref name="Width"/> elements to length 1; shorter ones than <paramref name="Epsilon"/> are divided by that.</summary>
internal sealed record L2NormalizeKernel(ElementType Element, int Width, double Epsilon) : KernelSpec(Element)
{
    public override string ClassName => "L2Normalize_" + Width.ToString(CultureInfo.InvariantCulture)
        + (Epsilon == 1e-12 ? "" : "_" + Epsilon.ToString("R", CultureInfo.InvariantCulture).Replace('.', 'p').Replace('-', 'm').Replace("+", ""))
        + Element.Suffix();

    public override string Summary => $"Rows of {Width.ToString(CultureInfo.InvariantCulture)} elements, <c>x / max(√Σx², {Epsilon.ToString("R", CultureInfo.InvariantCulture)})</c>.";

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string epsilon = Element.Literal(Epsilon);
        RowLoops loops = new(writer, Element, Width);
        writer.Line("/// <summary>Scales <c>rows</c> rows.</summary>");
        using (writer.Block($"internal static void Forward(ref {keyword} output, ref {keyword} input, int rows)"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            loops.Sum("square", t => $"{t.Load("input", "i")} * {t.Load("input", "i")}");
            writer.Line($"{keyword} inverse = {Element.Literal(1)} / {keyword}.Max({keyword}.Sqrt(square), {epsilon});");
            loops.Each(t => writer.Line(t.Store($"({t.Load("input", "i")} * {t.Broadcast("inverse")})", "output", "i")));
            loops.Advance("input", "output");
        }

        foreach (bool adds in (bool[])[false, true])
        {
            writer.Line().Line($"/// <summary>The inputs' gradients, {(adds ? "added to the existing values" : "written")}.</summary>");
            using (writer.Block($"internal static void {(adds ? "Accumulate" : "Backward")}(ref {keyword} dInput, ref {keyword} input, ref {keyword} dOutput, int rows)"))
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                loops.Sum("square", t => $"{t.Load("input", "i")} * {t.Load("input", "i")}");
                loops.Sum("dot", t => $"{t.Load("input", "i")} * {t.Load("dOutput", "i")}");
                writer.Line($"{keyword} norm = {keyword}.Sqrt(square);");
                writer.Line($"{keyword} inverse = {Element.Literal(1)} / {keyword}.Max(norm, {epsilon});");
                writer.Line("// Below epsilon the divisor is constant.");
                writer.Line($"{keyword} share = norm > {epsilon} ? dot * inverse * inverse * inverse : {Element.Literal(0)};");
                loops.Each(t =>
                {
                    string value = $"{t.Load("dOutput", "i")} * {t.Broadcast("inverse")} - {t.Load("input", "i")} * {t.Broadcast("share")}";
                    writer.Line(t.Store($"({(adds ? t.Load("dInput", "i") + " + " : "")}{value})", "dInput", "i"));
                });
                loops.Advance("dInput", "input", "dOutput");
            }
        }

        string width = Width.ToString(CultureInfo.InvariantCulture);
        writer.Line().Line("/// <summary>The same as <see cref=\"Forward\"/>, one element at a time.</summary>");
        writer.Line($$"""
            internal static void ForwardReference(ref {{keyword}} output, ref {{keyword}} input, int rows)
            {
                for (int row = 0; row < rows; row++)
                {
                    {{keyword}} square = 0;
                    for (int i = 0; i < {{width}}; i++)
                    {
                        square += Unsafe.Add(ref input, row * {{width}} + i) * Unsafe.Add(ref input, row * {{width}} + i);
                    }

                    {{keyword}} norm = {{keyword}}.Max({{keyword}}.Sqrt(square), {{epsilon}});
                    for (int i = 0; i < {{width}}; i++)
                    {
                        Unsafe.Add(ref output, row * {{width}} + i) = Unsafe.Add(ref input, row * {{width}} + i) / norm;
                    }
                }
            }
            """);
    }
}
