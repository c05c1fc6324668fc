using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Cells;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Recurrent;

/// <summary>The way of a recurrent layer's gradients back through time, to the products that the gates were made of.</summary>
/// <param name="TruncatedSteps">The steps after which gradients end on their way back, or 0 for none.</param>
internal sealed record RecurrentBackwardKernel(ElementType Element, RecurrentCell Cell, int Units, int Steps, int TruncatedSteps) : RecurrentTrainingKernel(Element, Cell, Units, Steps)
{
    public override string ClassName => FormattableString.Invariant($"{Cell.Name}Gradient_{Units}") + Marks + (TruncatedSteps > 0 ? "_Truncated" + Text(TruncatedSteps) : "") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"The gradients of {Cell.Name} over {Steps} steps of {Units} units{Direction}, with <c>{Cell.Formula}</c>");

    public override IEnumerable<KernelSpec> Dependencies => [HiddenGradientProduct];

    private DenseForwardKernel HiddenGradientProduct => new(Element, GateUnits, Units, false, null, false) { Accumulate = Cell.SplitsProducts };

    /// <summary>Whether backward reads the state before a step, not only the products with it.</summary>
    public bool BackwardReadsPrevious => Cell.SplitsProducts || Cell.HasCellState;

    public override void Emit(SourceWriter writer)
    {
        EmitConstants(writer);
        EmitMethod(
            writer,
            "Turns the gates of <c>count</c> of <c>n</c> samples from <c>first</c> on into the gradients of the products. <c>transposed</c> is scratch memory of the weights' size.",
            "Backward",
            [
                "dHidden", Cell.HasCellState ? "dCell" : null, "transposed", "gates", Cell.SplitsProducts ? "recurrentGates" : null,
                Cell.HasCellState ? "cells" : null, BackwardReadsPrevious ? "previous" : null, "dOutput", "recurrentWeight",
            ],
            isTwin => EmitBackward(writer, isTwin),
            takesRange: true);
    }

    private void EmitBackward(SourceWriter writer, bool isTwin)
    {
        writer.Line("MatrixTransposition.Run(ref transposed, ref recurrentWeight, Units, Gates);");
        if (Cell.HasCellState)
        {
            writer.Line(Clear("Unsafe.Add(ref dCell, first * Units)", "count * Units"));
        }

        if (ReturnSequences)
        {
            writer.Line(Clear("Unsafe.Add(ref dHidden, first * Units)", "count * Units"));
        }
        else
        {
            using (writer.Block("for (int sample = first; sample < first + count; sample++)"))
            {
                writer.Line(Copy("Unsafe.Add(ref dHidden, sample * Units)", "Unsafe.Add(ref dOutput, sample * OutputStride)"));
            }
        }

        writer.Line();
        using (writer.Block("for (int step = Steps - 1; step >= 0; step--)"))
        {
            using (writer.Block("for (int sample = first; sample < first + count; sample++)"))
            {
                EmitBackwardSample(writer, isTwin);
            }

            writer.Line();
            EmitHiddenGradient(writer, isTwin);
        }
    }

    private void EmitBackwardSample(SourceWriter writer, bool isTwin)
    {
        EmitRow(writer, BackwardReadsPrevious);
        writer.Line($"ref {Keyword} dHiddenAt = ref Unsafe.Add(ref dHidden, sample * Units);");
        if (Cell.HasCellState)
        {
            writer.Line($"ref {Keyword} dCellAt = ref Unsafe.Add(ref dCell, sample * Units);");
        }

        if (ReturnSequences)
        {
            writer.Line($"ref {Keyword} dOutputAt = ref Unsafe.Add(ref dOutput, {OutputRow} * OutputStride);");
        }

        EmitUnits(writer, isTwin, t =>
        {
            writer.Line($"{t.Type} dh = {t.Load("dHiddenAt", "i")}{(ReturnSequences ? " + " + t.Load("dOutputAt", "i") : "")};");
            Cell.Backward(new CellWriter(writer, t, "before", "cellBefore", [], keeps: true));
        });
    }

    /// <summary>The gradient of the hidden state before the step, if it goes further back.</summary>
    private void EmitHiddenGradient(SourceWriter writer, bool isTwin)
    {
        string product = Product(HiddenGradientProduct, isTwin, $"ref Unsafe.Add(ref dHidden, first * Units), ref Unsafe.Add(ref {ProductGates}, (step * n + first) * Gates), ref transposed", "count");
        if (TruncatedSteps == 0)
        {
            using (writer.Block("if (step > 0)"))
            {
                writer.Line(product);
            }

            return;
        }

        using (writer.Block($"if (step % {Text(TruncatedSteps)} == 0)"))
        {
            writer.Line("// Truncated: no gradient goes to the steps before.").Line(Clear("Unsafe.Add(ref dHidden, first * Units)", "count * Units"));
            if (Cell.HasCellState)
            {
                writer.Line(Clear("Unsafe.Add(ref dCell, first * Units)", "count * Units"));
            }
        }

        using (writer.Block("else"))
        {
            writer.Line(product);
        }
    }
}
