using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Operations.Cells;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Recurrent;

/// <summary>The forward pass of a recurrent layer in training, from the products of all steps' inputs with the weights.</summary>
internal sealed record RecurrentForwardKernel(ElementType Element, RecurrentCell Cell, int Units, int Steps) : RecurrentTrainingKernel(Element, Cell, Units, Steps)
{
    public override string ClassName => FormattableString.Invariant($"{Cell.Name}Training_{Units}") + Marks + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"{Cell.Name} over {Steps} steps of {Units} units{Direction}, with what backward needs: <c>{Cell.Formula}</c>");

    public override IEnumerable<KernelSpec> Dependencies => [RecurrentProduct];

    private DenseForwardKernel RecurrentProduct => new(Element, Units, GateUnits, Cell.SplitsProducts, null, false) { Accumulate = !Cell.SplitsProducts };

    public override void Emit(SourceWriter writer)
    {
        EmitConstants(writer);
        EmitMethod(
            writer,
            "Computes the outputs of <c>count</c> of <c>n</c> samples from <c>first</c> on. The gates come in as the products of the inputs and stay behind after their activations.",
            "Forward",
            [
                "output", "gates", Cell.SplitsProducts ? "recurrentGates" : null, Cell.HasCellState ? "cells" : null, "previous",
                "recurrentWeight", Cell.SplitsProducts ? "recurrentBias" : null,
            ],
            isTwin => EmitForward(writer, isTwin),
            takesRange: true);
    }

    private void EmitForward(SourceWriter writer, bool isTwin)
    {
        // Zeros before the first step; the cell state before it is read from here too.
        writer.Line(Clear("Unsafe.Add(ref previous, first * Units)", "count * Units")).Line();
        using (writer.Block("for (int step = 0; step < Steps; step++)"))
        {
            string product = Product(
                RecurrentProduct, isTwin, $"ref Unsafe.Add(ref {ProductGates}, (step * n + first) * Gates), ref Unsafe.Add(ref previous, (step * n + first) * Units), ref recurrentWeight{(Cell.SplitsProducts ? ", ref recurrentBias" : "")}", "count");
            if (Cell.SplitsProducts)
            {
                writer.Line(product);
            }
            else
            {
                using (writer.Block("if (step > 0)"))
                {
                    writer.Line(product);
                }

                writer.Line();
            }

            using (writer.Block("for (int sample = first; sample < first + count; sample++)"))
            {
                EmitRow(writer, needsBefore: true);
                string outputRow = $"Unsafe.Add(ref output, {OutputRow} * OutputStride)";
                writer.Line($"ref {Keyword} next = ref (step == Steps - 1 ? ref {outputRow} : ref Unsafe.Add(ref before, n * Units));");
                if (ReturnSequences)
                {
                    writer.Line($"ref {Keyword} outputAt = ref {outputRow};");
                }

                string[] hidden = ReturnSequences ? ["next", "outputAt"] : ["next"];
                EmitUnits(writer, isTwin, t => Cell.Forward(new CellWriter(writer, t, "before", "cellBefore", hidden, keeps: true)));
            }
        }
    }
}
