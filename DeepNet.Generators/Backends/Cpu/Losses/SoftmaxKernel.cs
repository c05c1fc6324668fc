using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>Softmax over rows of <paramref name="Classes"/> elements.</summary>
internal sealed record SoftmaxKernel(ElementType Element, int Classes) : KernelSpec(Element)
{
    public override string ClassName => "Softmax_" + Classes.ToString(CultureInfo.InvariantCulture) + Element.Suffix();

    public override string Summary => $"Softmax over rows of {Classes.ToString(CultureInfo.InvariantCulture)}: <c>exp(x - max) / Σ exp(x - max)</c>.";

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        RowLoops rows = new(writer, Element, Classes);
        writer.Line("/// <summary>The probabilities of each row; output may be input.</summary>");
        using (writer.Method($"internal static void Forward(ref {keyword} output, ref {keyword} input, int rows)"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            rows.Max("max", t => t.Load("input", "i"));
            rows.Sum("sum", t =>
            {
                writer.Line($"{t.Type} exp = VectorMath.Exp({t.Load("input", "i")} - {t.Broadcast("max")});");
                writer.Line(t.Store("exp", "output", "i"));
                return "exp";
            });
            writer.Line($"{keyword} inverse = {Element.Literal(1)} / sum;");
            rows.Each(t => writer.Line(t.Store($"({t.Load("output", "i")} * {t.Broadcast("inverse")})", "output", "i")));
            rows.Advance("input", "output");
        }

        Backward(writer, rows, "Backward", "The inputs' gradients from the outputs; dInput may be dOutput.", false);
        Backward(writer, rows, "Accumulate", "As <see cref=\"Backward\"/>, added to the existing values.", true);
        Reference(writer, keyword);
    }

    private void Backward(SourceWriter writer, RowLoops rows, string method, string summary, bool accumulates)
    {
        string keyword = Element.Keyword();
        writer.Line().Line($"/// <summary>{summary}</summary>");
        using (writer.Method($"internal static void {method}(ref {keyword} dInput, ref {keyword} output, ref {keyword} dOutput, int rows)"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            rows.Sum("dot", t => $"{t.Load("dOutput", "i")} * {t.Load("output", "i")}");
            rows.Each(t =>
            {
                string value = $"{t.Load("output", "i")} * ({t.Load("dOutput", "i")} - {t.Broadcast("dot")})";
                writer.Line(t.Store($"({(accumulates ? t.Load("dInput", "i") + " + " : "")}{value})", "dInput", "i"));
            });
            rows.Advance("dInput", "output", "dOutput");
        }
    }

    private void Reference(SourceWriter writer, string keyword)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same as <see cref=\"Forward\"/>, one element at a time with the base library's mathematics.</summary>");
        writer.Line(FormattableString.Invariant($$"""
            internal static void ForwardReference(ref {{keyword}} output, ref {{keyword}} input, int rows)
            { unchecked {
                for (int row = 0; row < rows; row++)
                {
                    {{keyword}} max = {{keyword}}.NegativeInfinity;
                    {{keyword}} sum = 0;
                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        max = {{keyword}}.Max(max, Unsafe.Add(ref input, row * {{Classes}} + i));
                    }

                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        sum += {{keyword}}.Exp(Unsafe.Add(ref input, row * {{Classes}} + i) - max);
                    }

                    for (int i = 0; i < {{Classes}}; i++)
                    {
                        Unsafe.Add(ref output, row * {{Classes}} + i) = {{keyword}}.Exp(Unsafe.Add(ref input, row * {{Classes}} + i) - max) / sum;
                    }
                }
            } }
            """));
    }
}
