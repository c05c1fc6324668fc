using System;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Normalization;

/// <summary>Rows of <paramref name="Channels"/> times a factor for each channel: the gradient of a normalisation whose statistics are constants.</summary>
internal sealed record ChannelScaleKernel(ElementType Element, int Channels) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"ChannelScale_{Channels}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Rows of {Channels} channels times a factor for each.");

    public override void Emit(SourceWriter writer)
    {
        writer.Line(FormattableString.Invariant($"private const int Channels = {Channels};")).Line();
        Method(writer, "Backward", "=", "dInput may be dOutput");
        writer.Line();
        Method(writer, "Accumulate", "+=", "added to the existing values");
    }

    private void Method(SourceWriter writer, string method, string assign, string remark)
    {
        string keyword = Element.Keyword();
        writer.Line($"/// <summary><c>dInput {assign} dOutput · scale</c>; {remark}.</summary>");
        using (writer.Method($"internal static void {method}(ref {keyword} dInput, ref {keyword} dOutput, ref {keyword} scale, int rows)"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            new ChannelLoops(writer, Element, Channels).Each(t =>
            {
                string value = $"{t.Load("dOutput", "i")} * {t.Load("scale", "i")}";
                writer.Line(t.Store(assign == "=" ? $"({value})" : $"({t.Load("dInput", "i")} + {value})", "dInput", "i"));
            });
            writer.Line("dInput = ref Unsafe.Add(ref dInput, Channels);").Line("dOutput = ref Unsafe.Add(ref dOutput, Channels);");
        }

        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line($$"""
            /// <summary>The same as <see cref="{{method}}"/>, one element at a time.</summary>
            internal static void {{method}}Reference(ref {{keyword}} dInput, ref {{keyword}} dOutput, ref {{keyword}} scale, int rows)
            { unchecked {
                for (int i = 0; i < rows * Channels; i++)
                {
                    Unsafe.Add(ref dInput, i) {{assign}} Unsafe.Add(ref dOutput, i) * Unsafe.Add(ref scale, i % Channels);
                }
            } }
            """);
    }
}
