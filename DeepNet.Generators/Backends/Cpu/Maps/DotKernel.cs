using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>Dot products of rows of <paramref name="Width"/> elements.</summary>
internal sealed record DotKernel(ElementType Element, int Width) : KernelSpec(Element)
{
    public override string ClassName => "Dot_" + Width.ToString(CultureInfo.InvariantCulture) + Element.Suffix();

    public override string Summary => $"Dot products of rows of {Width.ToString(CultureInfo.InvariantCulture)} elements.";

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        RowLoops loops = new(writer, Element, Width);
        writer.Line("/// <summary>The dot products of <c>rows</c> pairs of rows.</summary>");
        using (writer.Method($"internal static void Forward(ref {keyword} output, ref {keyword} left, ref {keyword} right, int rows)"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            loops.Sum("dot", t => $"{t.Load("left", "i")} * {t.Load("right", "i")}");
            writer.Line("Unsafe.Add(ref output, row) = dot;");
            loops.Advance("left", "right");
        }

        foreach (bool adds in (bool[])[false, true])
        {
            writer.Line().Line($"/// <summary>The gradient of one side from the other, {(adds ? "added to the existing values" : "written")}.</summary>");
            using (writer.Method($"internal static void {(adds ? "Accumulate" : "Backward")}(ref {keyword} dInput, ref {keyword} other, ref {keyword} dOutput, int rows)"))
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line($"{keyword} gradient = Unsafe.Add(ref dOutput, row);");
                loops.Each(t =>
                {
                    string term = $"{t.Load("other", "i")} * {t.Broadcast("gradient")}";
                    writer.Line(t.Store(adds ? $"({t.Load("dInput", "i")} + {term})" : $"({term})", "dInput", "i"));
                });
                loops.Advance("dInput", "other");
            }
        }

        if (!writer.HasTwins)
        {
            return;
        }

        string width = Width.ToString(CultureInfo.InvariantCulture);
        writer.Line().Line("/// <summary>The same as <see cref=\"Forward\"/>, one element at a time.</summary>");
        writer.Line($$"""
            internal static void ForwardReference(ref {{keyword}} output, ref {{keyword}} left, ref {{keyword}} right, int rows)
            { unchecked {
                for (int row = 0; row < rows; row++)
                {
                    {{keyword}} dot = 0;
                    for (int i = 0; i < {{width}}; i++)
                    {
                        dot += Unsafe.Add(ref left, row * {{width}} + i) * Unsafe.Add(ref right, row * {{width}} + i);
                    }

                    Unsafe.Add(ref output, row) = dot;
                }
            } }
            """);
    }
}
