using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>A plain copy.</summary>
internal sealed record CopyKernel(ElementType Element) : KernelSpec(Element)
{
    public override string ClassName => "Copy" + Element.Suffix();

    public override string Summary => "A plain copy.";

    public static Step Step(string banner, ElementType element, Tensor target, Tensor source, int size) =>
        new(banner, new CopyKernel(element), "Forward", [Operand.Write(target), Operand.Read(source), Operand.Length(size)]);

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line("/// <summary>Copies <c>length</c> elements.</summary>");
        using (writer.Method($"internal static void Forward(ref {keyword} target, ref {keyword} source, int length)"))
        {
            writer.Line("MemoryMarshal.CreateReadOnlySpan(ref source, length).CopyTo(MemoryMarshal.CreateSpan(ref target, length));");
        }
    }
}
