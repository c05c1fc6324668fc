using System;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Recurrent;

/// <summary>
/// Sequences between the order of samples, <c>[n, steps, width]</c>, and the order in which a recurrent layer takes its steps, <c>[steps, n, width]</c>: there the rows of a
/// step lie side by side, as the products want them.
/// </summary>
internal sealed record StepOrderKernel(ElementType Element, int Steps, int Width, bool Reverse) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"StepOrder_{Width}_Steps{Steps}") + (Reverse ? "_Reverse" : "") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Sequences of {Steps} steps with {Width} elements, by samples or by steps{(Reverse ? " from the last to the first" : "")}.");

    public override void Emit(SourceWriter writer)
    {
        writer.Line(FormattableString.Invariant($"private const int Steps = {Steps};"));
        writer.Line(FormattableString.Invariant($"private const int Width = {Width};"));
        EmitMethod(writer, "Gather", "Copies from the order of samples to that of steps.", "bySteps", "bySamples", t => t.Load("source", "i"));
        EmitMethod(writer, "Scatter", "Copies from the order of steps to that of samples.", "bySamples", "bySteps", t => t.Load("source", "i"));
        EmitMethod(writer, "Accumulate", "As <see cref=\"Scatter\"/>, added to the existing values.", "bySamples", "bySteps", t => $"({t.Load("target", "i")} + {t.Load("source", "i")})");
    }

    private void EmitMethod(SourceWriter writer, string name, string summary, string to, string from, Func<Target, string> value)
    {
        string keyword = Element.Keyword();
        writer.Line().Line($"/// <summary>{summary}</summary>");
        using (writer.Method($"internal static void {name}(ref {keyword} {to}, ref {keyword} {from}, int n)"))
        using (writer.Block("for (int step = 0; step < Steps; step++)"))
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            string bySamples = $"(sample * Steps + {(Reverse ? "Steps - 1 - step" : "step")}) * Width";
            string bySteps = "(step * n + sample) * Width";
            writer.Line($"ref {keyword} target = ref Unsafe.Add(ref {to}, {(to == "bySteps" ? bySteps : bySamples)});");
            writer.Line($"ref {keyword} source = ref Unsafe.Add(ref {from}, {(from == "bySteps" ? bySteps : bySamples)});");
            void Body(Target t) => writer.Line(t.Store(value(t), "target", "i"));
            string width = Width.ToString(System.Globalization.CultureInfo.InvariantCulture);
            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, Element, width, Body);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), width, Body);
        }
    }
}
