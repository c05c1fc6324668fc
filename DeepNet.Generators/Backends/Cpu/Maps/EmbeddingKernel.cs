using System;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>Rows of a table, chosen by whole numbers.</summary>
internal sealed record EmbeddingKernel(ElementType Element, int Dimension) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"Embedding_{Dimension}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Rows of {Dimension} elements of a table, chosen by tokens.");

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line(FormattableString.Invariant($"private const int Dimension = {Dimension};")).Line();
        writer.Line("/// <summary>Copies the row of each token.</summary>");
        using (writer.Method($"internal static void Forward(ref {keyword} output, ref int tokens, ref {keyword} weight, int count)"))
        using (writer.Block("for (int row = 0; row < count; row++)"))
        {
            writer.Line($"ref {keyword} source = ref Unsafe.Add(ref weight, Unsafe.Add(ref tokens, row) * Dimension);");
            writer.Line("MemoryMarshal.CreateReadOnlySpan(ref source, Dimension).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref output, row * Dimension), Dimension));");
        }

        EmitAccumulate(writer, keyword, isTwin: false);
        if (writer.HasTwins)
        {
            EmitAccumulate(writer, keyword, isTwin: true);
        }
    }

    private void EmitAccumulate(SourceWriter writer, string keyword, bool isTwin)
    {
        writer.Line().Line(isTwin ? "/// <summary>The same, one element at a time.</summary>" : "/// <summary>Adds each row of <c>dOutput</c> to the row of its token; a token may occur several times.</summary>");
        using (writer.Method($"internal static void Accumulate{(isTwin ? "Reference" : "")}(ref {keyword} dWeight, ref int tokens, ref {keyword} dOutput, int count)"))
        using (writer.Block("for (int row = 0; row < count; row++)"))
        {
            writer.Line($"ref {keyword} target = ref Unsafe.Add(ref dWeight, Unsafe.Add(ref tokens, row) * Dimension);");
            writer.Line($"ref {keyword} source = ref Unsafe.Add(ref dOutput, row * Dimension);");
            void Body(Target t) => writer.Line(t.Store($"({t.Load("target", "i")} + {t.Load("source", "i")})", "target", "i"));
            if (isTwin)
            {
                using (writer.Block("for (nuint i = 0; i < Dimension; i++)"))
                {
                    Body(new Target(Isa.Reference, Element));
                }

                return;
            }

            string dimension = Dimension.ToString(System.Globalization.CultureInfo.InvariantCulture);
            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, Element, dimension, Body);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), dimension, Body);
        }
    }
}
