using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>Copies rows of <paramref name="Width"/> elements between matrices of different widths: the columns of a concatenation.</summary>
internal sealed record CopyRowsKernel(ElementType Element, int Width, int SourceStride, int TargetStride) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"CopyRows_{Width}_{SourceStride}_{TargetStride}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Rows of {Width} elements, from a matrix with {SourceStride} columns to one with {TargetStride}.");

    public override void Emit(SourceWriter writer)
    {
        Text(writer, "Copies <c>rows</c> rows.", "Copy", t => t.Load("source", "i"));
        writer.Line();
        Text(writer, "Adds <c>rows</c> rows to the existing values.", "Accumulate", t => $"({t.Load("target", "i")} + {t.Load("source", "i")})");
    }

    private void Text(SourceWriter writer, string summary, string method, Func<Target, string> value)
    {
        string keyword = Element.Keyword();
        string width = Width.ToString(CultureInfo.InvariantCulture);
        writer.Line($"/// <summary>{summary}</summary>");
        using (writer.Method($"internal static void {method}(ref {keyword} target, ref {keyword} source, int rows)"))
        {
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                void Body(Target t) => writer.Line(t.Store(value(t), "target", "i"));
                writer.Line("nuint i = 0;");
                ElementLoop.VectorLoops(writer, Element, width, Body);
                ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), width, Body);
                writer.Line(FormattableString.Invariant($"target = ref Unsafe.Add(ref target, {TargetStride});"));
                writer.Line(FormattableString.Invariant($"source = ref Unsafe.Add(ref source, {SourceStride});"));
            }
        }
    }
}
