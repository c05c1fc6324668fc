using System;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Pooling;

/// <summary>Copies between small images and a window of large ones: what padding and cropping are, forward and backward.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Lines">The lines of a small image.</param>
/// <param name="Line">The elements of one of them.</param>
/// <param name="LargeLines">The lines of a large image.</param>
/// <param name="LargeLine">The elements of one of them.</param>
/// <param name="Start">The first element of the window.</param>
internal sealed record WindowCopyKernel(ElementType Element, int Lines, int Line, int LargeLines, int LargeLine, int Start) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"WindowCopy_{Lines}x{Line}_{LargeLines}x{LargeLine}_{Start}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Copies between images of {Lines} lines of {Line} elements and a window of images of {LargeLines} lines of {LargeLine}.");

    public override void Emit(SourceWriter writer)
    {
        writer.Constant("Lines", Lines);
        writer.Constant("Line", Line);
        writer.Constant("LargeLine", LargeLine);
        writer.Constant("LargeSize", LargeLines * LargeLine);
        writer.Constant("Start", Start);
        Method(writer, "Take", "target", "source", "Copies the windows of <c>n</c> large images.", false);
        Method(writer, "AccumulateTake", "target", "source", "Adds the windows of <c>n</c> large images.", false);
        Method(writer, "Put", "source", "target", "Copies <c>n</c> small images into the windows; around them is zero.", true);
        Method(writer, "AccumulatePut", "source", "target", "Adds <c>n</c> small images to the windows.", true);
    }

    private void Method(SourceWriter writer, string method, string small, string large, string summary, bool puts)
    {
        string keyword = Element.Keyword();
        bool accumulates = method.StartsWith("Accumulate", StringComparison.Ordinal);
        bool clears = puts && !accumulates;
        string signature = $"(ref {keyword} target, ref {keyword} source, int n)";
        writer.Line().Line($"/// <summary>{summary}</summary>");
        using (writer.Method($"internal static void {method}{signature}"))
        {
            if (clears)
            {
                writer.Line("MemoryMarshal.CreateSpan(ref target, n * LargeSize).Clear();");
            }

            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                writer.Line($"ref {keyword} window = ref Unsafe.Add(ref {large}, sample * LargeSize + Start);");
                using (writer.Block("for (int line = 0; line < Lines; line++)"))
                {
                    (string to, string from) = puts ? ("window", "source") : ("target", "window");
                    if (accumulates)
                    {
                        new RowLoops(writer, Element, Line).Each(t => writer.Line(t.Store($"({t.Load(to, "i")} + {t.Load(from, "i")})", to, "i")));
                    }
                    else
                    {
                        writer.Line($"MemoryMarshal.CreateReadOnlySpan(ref {from}, Line).CopyTo(MemoryMarshal.CreateSpan(ref {to}, Line));");
                    }

                    writer.Line("window = ref Unsafe.Add(ref window, LargeLine);").Line($"{small} = ref Unsafe.Add(ref {small}, Line);");
                }
            }
        }

        if (!writer.HasTwins)
        {
            return;
        }

        string at = "Start + i / (Lines * Line) * LargeSize + i / Line % Lines * LargeLine + i % Line";
        (string left, string right) = puts ? (at, "i") : ("i", at);
        writer.Line().Line($"/// <summary>The same as <see cref=\"{method}\"/>, one element at a time.</summary>");
        using (writer.Method($"internal static void {method}Reference{signature}"))
        {
            if (clears)
            {
                writer.Line("MemoryMarshal.CreateSpan(ref target, n * LargeSize).Clear();");
            }

            using (writer.Block("for (int i = 0; i < n * Lines * Line; i++)"))
            {
                writer.Line($"Unsafe.Add(ref target, {left}) {(accumulates ? "+=" : "=")} Unsafe.Add(ref source, {right});");
            }
        }
    }
}
