using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Cells;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Recurrent;

/// <summary>What the kernels of recurrent layers share: one layer in one direction, over a constant number of steps.</summary>
internal abstract record RecurrentKernel(ElementType Element, RecurrentCell Cell, int Units, int Steps) : KernelSpec(Element)
{
    /// <summary>Whether the output holds the hidden state of every step; else that of the last step it comes to.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the steps are taken from the last to the first.</summary>
    public bool Reverse { get; init; }

    /// <summary>Elements between rows of the output, which another direction may share.</summary>
    public int OutputStride { get; init; } = Units;

    protected int GateUnits => Cell.Gates * Units;

    protected string Keyword => Element.Keyword();

    /// <summary>What the names of all kernels end with.</summary>
    protected string Marks => FormattableString.Invariant($"_Steps{Steps}")
        + (ReturnSequences ? "_Sequences" : "")
        + (Reverse ? "_Reverse" : "")
        + DenseConstants.Mark("OutputStride", OutputStride, Units);

    protected string Direction => Reverse ? ", from the last to the first" : "";

    protected void EmitConstants(SourceWriter writer)
    {
        writer.Line(FormattableString.Invariant($"private const int Steps = {Steps};"));
        writer.Line(FormattableString.Invariant($"private const int Units = {Units};"));
        writer.Line(FormattableString.Invariant($"private const int Gates = {Text(Cell.Gates)} * Units;"));
        writer.Line(FormattableString.Invariant($"private const int OutputStride = {OutputStride};"));
    }

    /// <summary>The row of the output that belongs to the step of a sample.</summary>
    protected string OutputRow => !ReturnSequences ? "sample" : Reverse ? "(sample * Steps + Steps - 1 - step)" : "(sample * Steps + step)";

    /// <summary>Writes a method and its twin.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="references">Its references, in order; null is left out.</param>
    /// <param name="body">Writes the body; the argument says whether it is the twin's.</param>
    /// <param name="takesRange">Whether it does only some of the <c>n</c> samples: <c>count</c> from <c>first</c> on.</param>
    protected void EmitMethod(SourceWriter writer, string summary, string name, IEnumerable<string?> references, Action<bool> body, bool takesRange = false)
    {
        string parameters = string.Join(", ", references.Where(r => r is not null).Select(r => $"ref {Keyword} {r}")) + (takesRange ? ", int n, int first, int count" : ", int n");
        foreach (bool isTwin in writer.HasTwins ? new[] { false, true } : [false])
        {
            writer.Line().Line($"/// <summary>{(isTwin ? $"The same as <see cref=\"{name}\"/>, one element at a time with the base library's mathematics." : summary)}</summary>");
            using (writer.Method($"internal static void {name}{(isTwin ? "Reference" : "")}({parameters})"))
            {
                body(isTwin);
            }
        }
    }

    /// <summary>Writes a loop over the units, as vectors and a tail or, for a twin, one by one.</summary>
    protected void EmitUnits(SourceWriter writer, bool isTwin, Action<Target> body)
    {
        writer.Line();
        if (isTwin)
        {
            using (writer.Block("for (nuint i = 0; i < Units; i++)"))
            {
                body(new Target(Isa.Reference, Element));
            }

            return;
        }

        string units = Text(Units);
        writer.Line("nuint i = 0;");
        ElementLoop.VectorLoops(writer, Element, units, body, isWide: true);
        ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), units, body);
    }

    /// <summary>A call of a product or of its twin.</summary>
    protected static string Product(DenseForwardKernel product, bool isTwin, string arguments, string rows = "n") =>
        $"{product.ClassName}.Forward{(isTwin ? "Reference" : "")}({arguments}, {rows});";

    protected static string Clear(string reference, string length) => $"MemoryMarshal.CreateSpan(ref {reference}, {length}).Clear();";

    protected static string Copy(string target, string source) =>
        $"MemoryMarshal.CreateReadOnlySpan(ref {source}, Units).CopyTo(MemoryMarshal.CreateSpan(ref {target}, Units));";

    protected static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
