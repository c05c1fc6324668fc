using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>The elementwise sum of several inputs.</summary>
internal sealed record AddKernel(ElementType Element, int Inputs) : KernelSpec(Element)
{
    /// <summary>The most streams that a loop of the runtime adds.</summary>
    private const int MostStreams = 3;

    public override string ClassName => "Add" + Inputs.ToString(CultureInfo.InvariantCulture) + Element.Suffix();

    public override string Summary => $"The elementwise sum of {Inputs.ToString(CultureInfo.InvariantCulture)} inputs.";

    public override void Emit(SourceWriter writer)
    {
        string[] inputs = Enumerable.Range(0, Inputs).Select(i => "input" + i.ToString(CultureInfo.InvariantCulture)).ToArray();
        const string Summary = "Adds <c>length</c> elements; output may be one of the inputs.";
        if (Inputs <= MostStreams)
        {
            EmitMethod(writer, "Forward", "output", inputs, Summary);
        }
        else
        {
            // All are read before an element is written.
            string keyword = Element.Keyword();
            writer.Line($"/// <summary>{Summary}</summary>");
            ElementLoop.Method(writer, Element, "Forward", $"ref {keyword} output, {string.Join(", ", inputs.Select(i => $"ref {keyword} {i}"))}", "", t =>
                writer.Line(t.Store($"({string.Join(" + ", inputs.Select(i => t.Load(i, "i")))})", "output", "i")));
        }

        writer.Line();
        EmitMethod(writer, "Accumulate", "target", ["target", "source"], "Adds <c>length</c> elements to <c>target</c>.");
    }

    private void EmitMethod(SourceWriter writer, string name, string output, string[] inputs, string summary)
    {
        string keyword = Element.Keyword();
        string parameters = string.Join(", ", inputs.Prepend(output).Distinct().Select(n => $"ref {keyword} {n}")) + ", int length";
        foreach (string twin in writer.HasTwins ? (string[])["", "Reference"] : [""])
        {
            if (twin.Length > 0)
            {
                writer.Line();
            }

            writer.Line($"/// <summary>{(twin.Length > 0 ? $"The same as <see cref=\"{name}\"/>, one element at a time." : summary)}</summary>");
            using (writer.Method($"internal static void {name}{twin}({parameters})"))
            {
                writer.Line($"ElementLoops.Add{twin}(ref {output}, {string.Join(", ", inputs.Select(i => "ref " + i))}, length);");
            }
        }
    }
}
