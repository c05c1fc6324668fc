using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Cells;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Recurrent;

/// <summary>
/// A recurrent layer without what backward needs: the gates of one step at a time, and a state that can be carried on. The inputs of one sample lie one after the other, so they are multiplied with the weights
/// for all steps at once, which reads the weights once.
/// </summary>
/// <param name="Features">The width of the input.</param>
internal sealed record RecurrentInferenceKernel(ElementType Element, RecurrentCell Cell, int Features, int Units, int Steps) : RecurrentKernel(Element, Cell, Units, Steps)
{
    public override string ClassName => FormattableString.Invariant($"{Cell.Name}_{Features}x{Units}") + Marks + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"{Cell.Name} over {Steps} steps of input[n, {Steps}, {Features}]{Direction}: <c>{Cell.Formula}</c>");

    public override IEnumerable<KernelSpec> Dependencies => TakesAllSteps ? [InputProduct, SequenceProduct, RecurrentProduct] : [InputProduct, RecurrentProduct];

    /// <summary>Whether there is memory for the gates of all steps of one sample.</summary>
    public bool TakesAllSteps => Steps > 1;

    /// <summary>Its elements.</summary>
    public int SequenceSize => Steps * GateUnits;

    private DenseForwardKernel InputProduct => new(Element, Features, GateUnits, true, null, false) { InputStride = Steps * Features };

    private DenseForwardKernel SequenceProduct => new(Element, Features, GateUnits, true, null, false);

    private DenseForwardKernel RecurrentProduct => new(Element, Units, GateUnits, Cell.SplitsProducts, null, false) { Accumulate = !Cell.SplitsProducts };

    public override BatchSplit? Split(int size) => new((long)Steps * GateUnits * (Features + Units), BatchSplit.ProductRows);

    public override void Emit(SourceWriter writer)
    {
        string?[] references =
        [
            "output", "hidden", Cell.HasCellState ? "cell" : null, "gates", TakesAllSteps ? "sequenceGates" : null, Cell.SplitsProducts ? "recurrentGates" : null,
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
        if (TakesAllSteps)
        {
            using (writer.Block("if (n == 1)"))
            {
                writer.Line(Product(SequenceProduct, isTwin, "ref sequenceGates, ref input, ref weight, ref bias", "Steps"));
            }

            writer.Line();
        }

        using (writer.Block("for (int step = 0; step < Steps; step++)"))
        {
            EmitInputProduct(writer, isTwin);
            writer.Line(Cell.SplitsProducts
                ? Product(RecurrentProduct, isTwin, "ref recurrentGates, ref hidden, ref recurrentWeight, ref recurrentBias")
                : Product(RecurrentProduct, isTwin, $"ref {StepGates}, ref hidden, ref recurrentWeight"));
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

    /// <summary>The name of the gates of a step.</summary>
    private string StepGates => TakesAllSteps ? "stepGates" : "gates";

    private void EmitInputProduct(SourceWriter writer, bool isTwin)
    {
        string place = Reverse ? "(Steps - 1 - step)" : "step";
        string product = Product(InputProduct, isTwin, $"ref {StepGates}, ref Unsafe.Add(ref input, {place} * Features), ref weight, ref bias");
        if (!TakesAllSteps)
        {
            writer.Line(product);
            return;
        }

        writer.Line($"ref {Keyword} stepGates = ref (n == 1 ? ref Unsafe.Add(ref sequenceGates, {place} * Gates) : ref gates);");
        using (writer.Block("if (n > 1)"))
        {
            writer.Line(product);
        }

        writer.Line();
    }

    private void EmitSample(SourceWriter writer, bool isTwin)
    {
        writer.Line($"ref {Keyword} gate = ref Unsafe.Add(ref {StepGates}, sample * Gates);");
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

        string[] hidden = ReturnSequences ? ["hiddenAt", "outputAt"] : ["hiddenAt"];
        EmitUnits(writer, isTwin, t => Cell.Forward(new CellWriter(writer, t, "hiddenAt", "cellAt", hidden, keeps: false)));
    }
}
