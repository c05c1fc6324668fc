using DeepNet.Generators.Expressions;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Backends.Cpu.Recurrent;

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

    public override string Forward(CellWriter cell)
    {
        Expression reset = cell.Let("reset", Sigmoid(cell.At("gate", 0) + cell.At("recurrent", 0)));
        Expression update = cell.Let("update", Sigmoid(cell.At("gate", 1) + cell.At("recurrent", 1)));
        Expression candidate = cell.Let("candidate", Tanh(reset * cell.At("recurrent", 2) + cell.At("gate", 2)));
        cell.Let("value", update * (cell.HiddenBefore - candidate) + candidate);
        if (cell.Keeps)
        {
            cell.Store(reset, "gate", 0);
            cell.Store(update, "gate", 1);
            cell.Store(candidate, "gate", 2);
        }

        return "value";
    }

    public override void Backward(CellWriter cell)
    {
        Expression reset = cell.Let("reset", cell.At("gate", 0));
        Expression update = cell.Let("update", cell.At("gate", 1));
        Expression candidate = cell.Let("candidate", cell.At("gate", 2));
        Expression dh = Variable("dh");
        Expression dCandidate = cell.Let("dCandidate", dh * (1 - update) * (1 - candidate * candidate));
        Expression dUpdate = cell.Let("dUpdate", dh * (cell.HiddenBefore - candidate) * update * (1 - update));
        Expression dReset = cell.Let("dReset", dCandidate * cell.At("recurrent", 2) * reset * (1 - reset));
        cell.Store(dReset, "gate", 0);
        cell.Store(dUpdate, "gate", 1);
        cell.Store(dCandidate, "gate", 2);
        cell.Store(dReset, "recurrent", 0);
        cell.Store(dUpdate, "recurrent", 1);
        cell.Store(dCandidate * reset, "recurrent", 2);

        // What reaches the hidden state before by the update gate; the product with the recurrent weights is added to it.
        cell.Store(dh * update, "dHiddenAt");
    }
}
