using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Emit;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>The elementwise sum of several inputs.</summary>
internal sealed record AddKernel(ElementType Element, int Inputs) : KernelSpec(Element)
{
    public override string ClassName => "Add" + Inputs.ToString(CultureInfo.InvariantCulture) + Element.Suffix();

    public override string Summary => $"The elementwise sum of {Inputs.ToString(CultureInfo.InvariantCulture)} inputs.";

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string[] inputs = Enumerable.Range(0, Inputs).Select(i => "input" + i.ToString(CultureInfo.InvariantCulture)).ToArray();
        writer.Line("/// <summary>Adds <c>length</c> elements; output may be one of the inputs.</summary>");
        ElementLoop.Method(writer, Element, "Forward", $"ref {keyword} output, {string.Join(", ", inputs.Select(i => $"ref {keyword} {i}"))}", "", t =>
            writer.Line(t.Store($"({string.Join(" + ", inputs.Select(i => t.Load(i, "i")))})", "output", "i")));
        writer.Line().Line("/// <summary>Adds <c>length</c> elements to <c>target</c>.</summary>");
        ElementLoop.Method(writer, Element, "Accumulate", $"ref {keyword} target, ref {keyword} source", "", t =>
            writer.Line(t.Store($"({t.Load("target", "i")} + {t.Load("source", "i")})", "target", "i")));
    }
}
