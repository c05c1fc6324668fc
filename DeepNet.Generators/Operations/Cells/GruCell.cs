using DeepNet.Generators.Expressions;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Operations.Cells;

/// <summary>
/// The gated recurrent unit (Cho et al. 2014) as cuDNN and PyTorch compute it, with the reset gate after the recurrent product; gates in the
/// order reset, update, candidate.
/// </summary>
internal sealed record GruCell : RecurrentCell
{
    public override string Name => "Gru";

    public override int Gates => 3;

    public override string Formula => "r, z = sigmoid(x W + b + h' U + c), g = tanh(x W + b + r (h' U + c)), h = (1 - z) g + z h'";

    public override int Flops => 10;

    public override bool SplitsProducts => true;

    public override void Forward(CellEquations cell)
    {
        Expression reset = cell.Let("reset", Sigmoid(cell.At(CellPort.Gate, 0) + cell.At(CellPort.RecurrentGate, 0)));
        Expression update = cell.Let("update", Sigmoid(cell.At(CellPort.Gate, 1) + cell.At(CellPort.RecurrentGate, 1)));
        Expression candidate = cell.Let("candidate", Tanh(reset * cell.At(CellPort.RecurrentGate, 2) + cell.At(CellPort.Gate, 2)));
        Expression value = cell.Let("value", update * (cell.At(CellPort.PreviousHidden) - candidate) + candidate);
        if (cell.Keeps)
        {
            cell.Store(CellPort.Gate, reset, 0);
            cell.Store(CellPort.Gate, update, 1);
            cell.Store(CellPort.Gate, candidate, 2);
        }

        cell.Store(CellPort.Hidden, value);
    }

    public override void Backward(CellEquations cell)
    {
        Expression reset = cell.Let("reset", cell.At(CellPort.Gate, 0));
        Expression update = cell.Let("update", cell.At(CellPort.Gate, 1));
        Expression candidate = cell.Let("candidate", cell.At(CellPort.Gate, 2));
        Expression dh = cell.At(CellPort.HiddenGradient);
        Expression dCandidate = cell.Let("dCandidate", dh * (1 - update) * (1 - candidate * candidate));
        Expression dUpdate = cell.Let("dUpdate", dh * (cell.At(CellPort.PreviousHidden) - candidate) * update * (1 - update));
        Expression dReset = cell.Let("dReset", dCandidate * cell.At(CellPort.RecurrentGate, 2) * reset * (1 - reset));
        cell.Store(CellPort.Gate, dReset, 0);
        cell.Store(CellPort.Gate, dUpdate, 1);
        cell.Store(CellPort.Gate, dCandidate, 2);
        cell.Store(CellPort.RecurrentGate, dReset, 0);
        cell.Store(CellPort.RecurrentGate, dUpdate, 1);
        cell.Store(CellPort.RecurrentGate, dCandidate * reset, 2);

        // What reaches the hidden state before by the update gate; the product with the recurrent weights is added to it.
        cell.Store(CellPort.PreviousHiddenGradient, dh * update);
    }
}
