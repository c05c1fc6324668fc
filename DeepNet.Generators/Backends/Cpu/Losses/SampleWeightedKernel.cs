using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>A loss with a factor for each sample: the kernel of the loss, called sample by sample with the scale times the factor.</summary>
/// <param name="Loss">The kernel of the loss without factors.</param>
/// <param name="Outputs">How many outputs the loss takes.</param>
/// <param name="Size">The elements of one sample of an output.</param>
/// <param name="TargetSize">The targets of one sample, or 0.</param>
/// <param name="TakesLabels">Whether targets are integers.</param>
/// <param name="HasScratch">Whether the kernel takes scratch memory.</param>
/// <param name="Rows">The kernel's rows of one sample.</param>
internal sealed record SampleWeightedKernel(ElementType Element, KernelSpec Loss, int Outputs, int Size, int TargetSize, bool TakesLabels, bool HasScratch, int Rows) : KernelSpec(Element)
{
    public override string ClassName => "SampleWeighted" + (Rows == 1 ? "" : Text(Rows) + "x") + Loss.ClassName;

    public override string Summary => $"{Loss.ClassName} with a factor for each sample.";

    public override IEnumerable<KernelSpec> Dependencies => [Loss];

    public override void Emit(SourceWriter writer)
    {
        EmitMethod(writer, "Loss", "Loss", "The losses of all samples, each times its weight, times <c>scale</c>.", gradient: false);
        writer.Line();
        EmitMethod(writer, "LossAndGradient", "LossAndGradient", "The losses of all samples, each times its weight, times <c>scale</c>, and the gradient.", gradient: true);
        if (writer.HasTwins)
        {
            writer.Line();
            EmitMethod(writer, "LossAndGradientReference", "LossAndGradientReference", "The same as <see cref=\"LossAndGradient\"/>, with the reference of the loss.", gradient: true);
        }
    }

    private void EmitMethod(SourceWriter writer, string method, string inner, string summary, bool gradient)
    {
        string keyword = Element.Keyword();
        List<(string Type, string Name, int Stride)> tensors = [];
        tensors.AddRange(Enumerable.Range(1, gradient ? Outputs : 0).Select(i => (keyword, Numbered("dOutput", i), Size)));
        tensors.AddRange(Enumerable.Range(1, Outputs).Select(i => (keyword, Numbered("output", i), Size)));
        if (TargetSize > 0)
        {
            tensors.Add((TakesLabels ? "int" : keyword, "targets", TargetSize));
        }

        if (HasScratch)
        {
            tensors.Add((keyword, "scratch", 0));
        }

        writer.Line($"/// <summary>{summary}</summary>");
        string parameters = string.Join(", ", tensors.Select(t => $"ref {t.Type} {t.Name}"));
        using (writer.Method($"internal static double {method}({parameters}, ref {keyword} weights, int n, {keyword} scale)"))
        {
            writer.Line("double total = 0;");
            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                writer.Line($"{keyword} sampleScale = Unsafe.Add(ref weights, sample) * scale;");
                writer.Call($"total += {Loss.ClassName}.{inner}", [.. tensors.Select(t => "ref " + At(t.Name, t.Stride)), Text(Rows), "sampleScale"]);
            }

            writer.Line().Line("return total;");
        }
    }

    private static string At(string name, int stride) => stride == 0 ? name : $"Unsafe.Add(ref {name}, sample{(stride == 1 ? "" : " * " + Text(stride))})";

    private string Numbered(string name, int index) => Outputs == 1 ? name : name + Text(index);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
