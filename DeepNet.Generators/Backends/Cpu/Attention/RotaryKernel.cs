using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Attention;

/// <summary>
/// Rotates the pairs <c>(i, i + headSize / 2)</c> of every head by the angles of their step (Su et al. 2021, arXiv:2104.09864), or back, which is what the gradient
/// needs: the inverse of a rotation is its transpose.
/// </summary>
internal sealed record RotaryKernel(ElementType Element, int Heads, int HeadSize, int Steps) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"Rotary_{Heads}x{HeadSize}_{Steps}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Rotations of {Heads} heads of {HeadSize} by their position among {Steps} steps, in place.");

    public override void Emit(SourceWriter writer)
    {
        writer.Line(FormattableString.Invariant($"private const int Heads = {Heads};"));
        writer.Line(FormattableString.Invariant($"private const int HeadSize = {HeadSize};"));
        writer.Line(FormattableString.Invariant($"private const int Half = {HeadSize / 2};"));
        writer.Line(FormattableString.Invariant($"private const int Steps = {Steps};")).Line();
        Direction(writer, "Forward", "Rotates the pairs of <c>n</c> samples.", "-", "+");
        writer.Line();
        Direction(writer, "Backward", "Rotates the gradients of <c>n</c> samples back.", "+", "-");
    }

    private void Direction(SourceWriter writer, string method, string summary, string lowSign, string highSign)
    {
        string keyword = Element.Keyword();
        string half = (HeadSize / 2).ToString(CultureInfo.InvariantCulture);
        writer.Line($"/// <summary>{summary} A row of the table has a step's cosines, then its sines.</summary>");
        using (writer.Method($"internal static void {method}(ref {keyword} values, ref {keyword} table, int n)"))
        {
            Loops(writer, keyword, () =>
            {
                void Body(Target t) => Rotate(writer, t, lowSign, highSign);
                writer.Line("nuint i = 0;");
                ElementLoop.VectorLoops(writer, Element, half, Body);
                ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), half, Body);
            });
        }

        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line($"/// <summary>The same as <see cref=\"{method}\"/>, one pair at a time.</summary>");
        using (writer.Method($"internal static void {method}Reference(ref {keyword} values, ref {keyword} table, int n)"))
        {
            Loops(writer, keyword, () =>
            {
                using (writer.Block("for (nuint i = 0; i < Half; i++)"))
                {
                    Rotate(writer, new Target(Isa.Reference, Element), lowSign, highSign);
                }
            });
        }
    }

    private static void Loops(SourceWriter writer, string keyword, Action body)
    {
        using (writer.Block("for (int row = 0; row < n * Steps; row++)"))
        {
            writer.Line($"ref {keyword} cosines = ref Unsafe.Add(ref table, row % Steps * HeadSize);").Line($"ref {keyword} sines = ref Unsafe.Add(ref cosines, Half);");
            using (writer.Block("for (int head = 0; head < Heads; head++)"))
            {
                writer.Line($"ref {keyword} low = ref Unsafe.Add(ref values, (row * Heads + head) * HeadSize);").Line($"ref {keyword} high = ref Unsafe.Add(ref low, Half);");
                body();
            }
        }
    }

    private static void Rotate(SourceWriter writer, Target t, string lowSign, string highSign)
    {
        writer.Line($"{t.Type} x = {t.Load("low", "i")};").Line($"{t.Type} y = {t.Load("high", "i")};");
        writer.Line(t.Store($"(x * {t.Load("cosines", "i")} {lowSign} y * {t.Load("sines", "i")})", "low", "i"));
        writer.Line(t.Store($"(y * {t.Load("cosines", "i")} {highSign} x * {t.Load("sines", "i")})", "high", "i"));
    }
}
