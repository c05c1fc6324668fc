namespace DeepNet.Generators.Operations.Cells;

/// <summary>
/// The arithmetic of one step of a recurrent layer, unit by unit, between the products: those of the input (and, unless they are split, of the hidden
/// state) with the weights, gate after gate.
/// </summary>
internal abstract record RecurrentCell
{
    /// <summary>Its name.</summary>
    public abstract string Name { get; }

    /// <summary>The blocks of <c>units</c> columns in the weights.</summary>
    public abstract int Gates { get; }

    /// <summary>The equations in text.</summary>
    public abstract string Formula { get; }

    /// <summary>The operations of a unit besides the products.</summary>
    public abstract int Flops { get; }

    /// <summary>Whether there is a cell state beside the hidden state.</summary>
    public virtual bool HasCellState => false;

    /// <summary>Whether the hidden state's product stays apart from the input's and has a bias of its own.</summary>
    public virtual bool SplitsProducts => false;

    /// <summary>Writes a step forward, from the products to the hidden state.</summary>
    public abstract void Forward(CellEquations cell);

    /// <summary>
    /// Writes a step backward: from the hidden state's gradient to the gradients of the products, in place of the gates.
    /// </summary>
    public abstract void Backward(CellEquations cell);
}
