using System;
using System.Collections.Generic;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>
/// A recurrent layer with what backward needs, from the products of all steps' inputs with the weights. All tensors are
/// <c>[n, steps, ...]</c>; <c>previous</c> holds each step's hidden state before the step, so that the gradients of the recurrent weights are one
/// product over all steps.
/// </summary>
/// <param name="TruncatedSteps">The steps after which gradients end on their way back, or 0 for none.</param>
internal sealed record RecurrentTrainingKernel(ElementType Element, RecurrentCell Cell, int Units, int Steps, int TruncatedSteps) : RecurrentKernel(Element, Cell, Units, Steps)
{
    public override string ClassName => FormattableString.Invariant($"{Cell.Name}Training_{Units}") + Marks + (TruncatedSteps > 0 ? "_Truncated" + Text(TruncatedSteps) : "") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"{Cell.Name} over {Steps} steps of {Units} units{Direction}, forward and backward: <c>{Cell.Formula}</c>");

    public override IEnumerable<KernelSpec> Dependencies => [RecurrentProduct, HiddenGradientProduct];

    private DenseForwardKernel RecurrentProduct => new(Element, Units, GateUnits, Cell.SplitsProducts, null, false)
    {
        InputStride = Steps * Units,
        OutputStride = Steps * GateUnits,
        Accumulate = !Cell.SplitsProducts,
    };

    private DenseForwardKernel HiddenGradientProduct => new(Element, GateUnits, Units, false, null, false) { InputStride = Steps * GateUnits, Accumulate = Cell.SplitsProducts };

    /// <summary>Whether backward reads the state before a step, not only the products with it.</summary>
    public bool BackwardReadsPrevious => Cell.SplitsProducts || Cell.HasCellState;

    private string ProductGates => Cell.SplitsProducts ? "recurrentGates" : "gates";

    public override void Emit(SourceWriter writer)
    {
        string? recurrentGates = Cell.SplitsProducts ? "recurrentGates" : null;
        string? cells = Cell.HasCellState ? "cells" : null;
        EmitConstants(writer);
        EmitMethod(
            writer,
            "Computes the outputs of <c>n</c> samples. The gates come in as the products of the inputs and stay behind after their activations.",
            "Forward",
            ["output", "gates", recurrentGates, cells, "previous", "recurrentWeight", Cell.SplitsProducts ? "recurrentBias" : null],
            isTwin => EmitForward(writer, isTwin));
        EmitMethod(
            writer,
            "Turns the gates into the gradients of the products. <c>transposed</c> is scratch memory of the weights' size.",
            "Backward",
            ["dHidden", Cell.HasCellState ? "dCell" : null, "transposed", "gates", recurrentGates, cells, BackwardReadsPrevious ? "previous" : null, "dOutput", "recurrentWeight"],
            isTwin => EmitBackward(writer, isTwin));
    }

    private void EmitForward(SourceWriter writer, bool isTwin)
    {
        // Zeros before the first step; the cell state before it is read from here too.
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            writer.Line(Clear($"Unsafe.Add(ref previous, {(Reverse ? "(sample * Steps + Steps - 1)" : "sample * Steps")} * Units)", "Units"));
        }

        writer.Line();
        using (writer.Block("for (int step = 0; step < Steps; step++)"))
        {
            EmitPlace(writer);
            string product = Product(
                RecurrentProduct, isTwin, $"ref Unsafe.Add(ref {ProductGates}, at * Gates), ref Unsafe.Add(ref previous, at * Units), ref recurrentWeight{(Cell.SplitsProducts ? ", ref recurrentBias" : "")}");
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

            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                EmitRow(writer, needsBefore: true);
                string outputRow = $"Unsafe.Add(ref output, {(ReturnSequences ? "row" : "sample")} * OutputStride)";
                writer.Line($"ref {Keyword} next = ref (step == Steps - 1 ? ref {outputRow} : ref {Later("before")});");
                if (ReturnSequences)
                {
                    writer.Line($"ref {Keyword} outputAt = ref {outputRow};");
                }

                EmitUnits(writer, isTwin, t =>
                {
                    string value = Cell.Forward(new CellWriter(writer, t, "before", "cellBefore", keeps: true));
                    writer.Line(t.Store(value, "next", "i"));
                    if (ReturnSequences)
                    {
                        writer.Line(t.Store(value, "outputAt", "i"));
                    }
                });
            }
        }
    }

    /// <summary>The references to a sample's rows of the step.</summary>
    private void EmitRow(SourceWriter writer, bool needsBefore)
    {
        writer.Line("int row = sample * Steps + at;");
        writer.Line($"ref {Keyword} gate = ref Unsafe.Add(ref gates, row * Gates);");
        if (Cell.SplitsProducts)
        {
            writer.Line($"ref {Keyword} recurrent = ref Unsafe.Add(ref recurrentGates, row * Gates);");
        }

        if (needsBefore)
        {
            writer.Line($"ref {Keyword} before = ref Unsafe.Add(ref previous, row * Units);");
        }

        if (Cell.HasCellState)
        {
            writer.Line($"ref {Keyword} cellAt = ref Unsafe.Add(ref cells, row * Units);");
            writer.Line($"ref {Keyword} cellBefore = ref (step == 0 ? ref before : ref {Earlier("cellAt")});");
        }
    }

    private void EmitBackward(SourceWriter writer, bool isTwin)
    {
        writer.Line("MatrixTransposition.Run(ref transposed, ref recurrentWeight, Units, Gates);");
        if (Cell.HasCellState)
        {
            writer.Line(Clear("dCell", "n * Units"));
        }

        if (ReturnSequences)
        {
            writer.Line(Clear("dHidden", "n * Units"));
        }
        else
        {
            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                writer.Line(Copy("Unsafe.Add(ref dHidden, sample * Units)", "Unsafe.Add(ref dOutput, sample * OutputStride)"));
            }
        }

        writer.Line();
        using (writer.Block("for (int step = Steps - 1; step >= 0; step--)"))
        {
            EmitPlace(writer);
            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
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
            writer.Line($"ref {Keyword} dOutputAt = ref Unsafe.Add(ref dOutput, row * OutputStride);");
        }

        EmitUnits(writer, isTwin, t =>
        {
            writer.Line($"{t.Type} dh = {t.Load("dHiddenAt", "i")}{(ReturnSequences ? " + " + t.Load("dOutputAt", "i") : "")};");
            Cell.Backward(new CellWriter(writer, t, "before", "cellBefore", keeps: true));
        });
    }

    /// <summary>The gradient of the hidden state before the step, if it goes further back.</summary>
    private void EmitHiddenGradient(SourceWriter writer, bool isTwin)
    {
        string product = Product(HiddenGradientProduct, isTwin, $"ref dHidden, ref Unsafe.Add(ref {ProductGates}, at * Gates), ref transposed");
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
            writer.Line("// Truncated: what came before counts as given.").Line(Clear("dHidden", "n * Units"));
            if (Cell.HasCellState)
            {
                writer.Line(Clear("dCell", "n * Units"));
            }
        }

        using (writer.Block("else"))
        {
            writer.Line(product);
        }
    }
}
