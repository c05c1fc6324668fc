using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Operations.Cells;

/// <summary>What the arithmetic of a cell reads and writes, for one unit of one sample at one step.</summary>
internal enum CellPort
{
    /// <summary>The products of a gate; once they are activated and kept, the gate. On the way back the gradient of the products takes its place.</summary>
    Gate,

    /// <summary>The hidden state's products of a gate, where they stay apart; on the way back their gradient.</summary>
    RecurrentGate,

    /// <summary>The hidden state after the step.</summary>
    Hidden,

    /// <summary>The hidden state before the step.</summary>
    PreviousHidden,

    /// <summary>The cell state after the step.</summary>
    Cell,

    /// <summary>The cell state before the step.</summary>
    PreviousCell,

    /// <summary>The gradient of the hidden state after the step.</summary>
    HiddenGradient,

    /// <summary>The gradient of the hidden state before the step, without what comes through the products.</summary>
    PreviousHiddenGradient,

    /// <summary>The gradient of the cell state after the step, from the steps behind.</summary>
    CellGradient,

    /// <summary>The gradient of the cell state before the step.</summary>
    PreviousCellGradient,
}

/// <summary>Takes down the equations of a cell in order; each back end has a writer of its own.</summary>
internal abstract class CellEquations
{
    /// <summary>Whether the gradient needs the gates after their activations.</summary>
    public abstract bool Keeps { get; }

    /// <summary>What lies at a port, for a gate of several.</summary>
    public abstract Expression At(CellPort port, int gate = 0);

    /// <summary>Names a value that is used more than once.</summary>
    public abstract Expression Let(string name, Expression value);

    public abstract void Store(CellPort port, Expression value, int gate = 0);
}
