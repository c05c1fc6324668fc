using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>Adds the same <paramref name="Size"/> elements to every sample.</summary>
internal sealed record AddTableKernel(ElementType Element, int Size) : KernelSpec(Element)
{
    public override string ClassName => "AddTable_" + Text + Element.Suffix();

    public override string Summary => $"The sum of every sample with a table of {Text} elements.";

    private string Text => Size.ToString(CultureInfo.InvariantCulture);

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line("/// <summary>Adds <c>table</c> to <c>n</c> samples; output may be input.</summary>");
        using (writer.Method($"internal static void Forward(ref {keyword} output, ref {keyword} input, ref {keyword} table, int n)"))
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            RowLoops rows = new(writer, Element, Size);
            rows.Each(t => writer.Line(t.Store($"({t.Load("input", "i")} + {t.Load("table", "i")})", "output", "i")));
            rows.Advance("output", "input");
        }

        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same as <see cref=\"Forward\"/>, one element at a time.</summary>");
        using (writer.Method($"internal static void ForwardReference(ref {keyword} output, ref {keyword} input, ref {keyword} table, int n)"))
        using (writer.Block($"for (int i = 0; i < n * {Text}; i++)"))
        {
            writer.Line($"Unsafe.Add(ref output, i) = Unsafe.Add(ref input, i) + Unsafe.Add(ref table, i % {Text});");
        }
    }
}
