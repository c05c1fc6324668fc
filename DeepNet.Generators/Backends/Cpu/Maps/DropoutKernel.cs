using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>Applies a dropout mask and its scale; the same for forward and backward.</summary>
internal sealed record DropoutKernel(ElementType Element) : KernelSpec(Element)
{
    public override string ClassName => "Dropout" + Element.Suffix();

    public override string Summary => "Passes the elements that the mask keeps, scaled, and zeroes the others.";

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string trailing = $"uint key, uint threshold, {keyword} scale";
        static string Masked(Target t) => $"DropoutMask.Apply({t.Load("input", "i")} * scale, (uint)i, key, threshold)";
        writer.Line("/// <summary>Masks <c>length</c> elements; output may be input.</summary>");
        ElementLoop.Method(writer, Element, "Forward", $"ref {keyword} output, ref {keyword} input", trailing, t => writer.Line(t.Store(Masked(t), "output", "i")));
        writer.Line().Line("/// <summary>As <see cref=\"Forward\"/>, added to the existing values.</summary>");
        ElementLoop.Method(writer, Element, "Accumulate", $"ref {keyword} output, ref {keyword} input", trailing, t =>
            writer.Line(t.Store($"({t.Load("output", "i")} + {Masked(t)})", "output", "i")));
    }
}
