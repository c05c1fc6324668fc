using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>A recurrent layer without what backward needs: the gates of one step at a time, and a state that can be carried on.</summary>
/// <param name="Features">The width of the input.</param>
internal sealed record RecurrentInferenceKernel(ElementType Element, RecurrentCell Cell, int Features, int Units, int Steps) : RecurrentKernel(Element, Cell, Units, Steps)
{
    public override string ClassName => FormattableString.Invariant($"{Cell.Name}_{Features}x{Units}") + Marks + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"{Cell.Name} over {Steps} steps of input[n, {Steps}, {Features}]{Direction}: <c>{Cell.Formula}</c>");

    public override IEnumerable<KernelSpec> Dependencies => [InputProduct, RecurrentProduct];

    private DenseForwardKernel InputProduct => new(Element, Features, GateUnits, true, null, false) { InputStride = Steps * Features };

    private DenseForwardKernel RecurrentProduct => new(Element, Units, GateUnits, Cell.SplitsProducts, null, false) { Accumulate = !Cell.SplitsProducts };

    public override BatchSplit? Split(int size) => new((long)Steps * GateUnits * (Features + Units), BatchSplit.ProductRows);

    public override void Emit(SourceWriter writer)
    {
        string?[] references =
        [
            "output", "hidden", Cell.HasCellState ? "cell" : null, "gates", Cell.SplitsProducts ? "recurrentGates" : null,
            "input", "weight", "recurrentWeight", "bias", Cell.SplitsProducts ? "recurrentBias" : null,
        ];
        string arguments = string.Join(", ", references.Where(r => r is not null).Select(r => "ref " + r)) + ", n";
        EmitConstants(writer);
        writer.Line(FormattableString.Invariant($"private const int Features = {Features};"));
        EmitMethod(writer, "Begins with a state of zeros and computes the outputs of <c>n</c> samples.", "Forward", references, isTwin =>
        {
            writer.Line(Clear("hidden", "n * Units"));
            if (Cell.HasCellState)
            {
                writer.Line(Clear("cell", "n * Units"));
            }

            writer.Line($"Continue{(isTwin ? "Reference" : "")}({arguments});");
        });
        EmitMethod(writer, "Goes on from the state of <c>n</c> samples, and leaves it as it is after the last step.", "Continue", references, isTwin => EmitSteps(writer, isTwin));
    }

    private void EmitSteps(SourceWriter writer, bool isTwin)
    {
        using (writer.Block("for (int step = 0; step < Steps; step++)"))
        {
            writer.Line(Product(InputProduct, isTwin, $"ref gates, ref Unsafe.Add(ref input, {(Reverse ? "(Steps - 1 - step)" : "step")} * Features), ref weight, ref bias"));
            writer.Line(Cell.SplitsProducts
                ? Product(RecurrentProduct, isTwin, "ref recurrentGates, ref hidden, ref recurrentWeight, ref recurrentBias")
                : Product(RecurrentProduct, isTwin, "ref gates, ref hidden, ref recurrentWeight"));
            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                EmitSample(writer, isTwin);
            }
        }

        if (!ReturnSequences)
        {
            writer.Line();
            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                writer.Line(Copy("Unsafe.Add(ref output, sample * OutputStride)", "Unsafe.Add(ref hidden, sample * Units)"));
            }
        }
    }

    private void EmitSample(SourceWriter writer, bool isTwin)
    {
        writer.Line($"ref {Keyword} gate = ref Unsafe.Add(ref gates, sample * Gates);");
        if (Cell.SplitsProducts)
        {
            writer.Line($"ref {Keyword} recurrent = ref Unsafe.Add(ref recurrentGates, sample * Gates);");
        }

        if (Cell.HasCellState)
        {
            writer.Line($"ref {Keyword} cellAt = ref Unsafe.Add(ref cell, sample * Units);");
        }

        writer.Line($"ref {Keyword} hiddenAt = ref Unsafe.Add(ref hidden, sample * Units);");
        if (ReturnSequences)
        {
            writer.Line($"ref {Keyword} outputAt = ref Unsafe.Add(ref output, {OutputRow} * OutputStride);");
        }

        EmitUnits(writer, isTwin, t =>
        {
            string value = Cell.Forward(new CellWriter(writer, t, "hiddenAt", "cellAt", keeps: false));
            writer.Line(t.Store(value, "hiddenAt", "i"));
            if (ReturnSequences)
            {
                writer.Line(t.Store(value, "outputAt", "i"));
            }
        });
    }
}
