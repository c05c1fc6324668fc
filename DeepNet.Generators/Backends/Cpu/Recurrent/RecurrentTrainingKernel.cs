using DeepNet.Generators.Operations.Cells;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Recurrent;

/// <summary>
/// A recurrent layer with what backward needs. All tensors but the output are <c>[steps, n, ...]</c>, in the order in which the
/// steps are taken, so that the products of a step are of neighbouring rows; <c>previous</c> holds each step's hidden state before the step,
/// so that the gradients of the recurrent weights are one product over all steps.
/// </summary>
internal abstract record RecurrentTrainingKernel(ElementType Element, RecurrentCell Cell, int Units, int Steps) : RecurrentKernel(Element, Cell, Units, Steps)
{
    /// <summary>The tensor of the hidden state's products.</summary>
    protected string ProductGates => Cell.SplitsProducts ? "recurrentGates" : "gates";

    /// <summary>The samples lie step by step.</summary>
    public override bool TakesRange => true;

    /// <summary>Samples are independent.</summary>
    public override BatchSplit? Split(int size) => new((long)Steps * GateUnits * (Units + OperationsAGate), BatchSplit.ProductRows);

    /// <summary>What the activations and the state of a gate cost, in multiply-adds.</summary>
    private const int OperationsAGate = 24;

    /// <summary>The references to a sample's rows of the step.</summary>
    protected void EmitRow(SourceWriter writer, bool needsBefore)
    {
        writer.Line("int row = step * n + sample;");
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
            writer.Line($"ref {Keyword} cellBefore = ref (step == 0 ? ref before : ref Unsafe.Add(ref cellAt, -n * Units));");
        }
    }
}
