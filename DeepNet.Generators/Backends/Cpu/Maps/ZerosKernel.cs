using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>Sets elements to zero.</summary>
internal sealed record ZerosKernel(ElementType Element) : KernelSpec(Element)
{
    public override string ClassName => "Zeros" + Element.Suffix();

    public override string Summary => "Sets elements to zero.";

    public override void Emit(SourceWriter writer)
    {
        writer.Line("/// <summary>Sets <c>length</c> elements to zero.</summary>");
        using (writer.Method($"internal static void Write(ref {Element.Keyword()} target, int length)"))
        {
            writer.Line("MemoryMarshal.CreateSpan(ref target, length).Clear();");
        }
    }
}
