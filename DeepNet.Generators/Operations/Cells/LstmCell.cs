using DeepNet.Generators.Expressions;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Operations.Cells;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997) with a forget gate (Gers et al. 2000); gates in the order input, forget, candidate, output.</summary>
internal sealed record LstmCell : RecurrentCell
{
    public override string Name => "Lstm";

    public override int Gates => 4;

    public override string Formula => "i, f, o = sigmoid(x W + h' U + b), g = tanh(x W + h' U + b), c = f c' + i g, h = o tanh(c)";

    public override int Flops => 9;

    public override bool HasCellState => true;

    public override void Forward(CellEquations cell)
    {
        Expression inputGate = cell.Let("inputGate", Sigmoid(cell.At(CellPort.Gate, 0)));
        Expression forgetGate = cell.Let("forgetGate", Sigmoid(cell.At(CellPort.Gate, 1)));
        Expression candidate = cell.Let("candidate", Tanh(cell.At(CellPort.Gate, 2)));
        Expression outputGate = cell.Let("outputGate", Sigmoid(cell.At(CellPort.Gate, 3)));
        Expression state = cell.Let("state", forgetGate * cell.At(CellPort.PreviousCell) + inputGate * candidate);
        cell.Store(CellPort.Cell, state);
        if (cell.Keeps)
        {
            cell.Store(CellPort.Gate, inputGate, 0);
            cell.Store(CellPort.Gate, forgetGate, 1);
            cell.Store(CellPort.Gate, candidate, 2);
            cell.Store(CellPort.Gate, outputGate, 3);
        }

        Expression value = cell.Let("value", outputGate * Tanh(state));
        cell.Store(CellPort.Hidden, value);
    }

    public override void Backward(CellEquations cell)
    {
        Expression inputGate = cell.Let("inputGate", cell.At(CellPort.Gate, 0));
        Expression forgetGate = cell.Let("forgetGate", cell.At(CellPort.Gate, 1));
        Expression candidate = cell.Let("candidate", cell.At(CellPort.Gate, 2));
        Expression outputGate = cell.Let("outputGate", cell.At(CellPort.Gate, 3));
        Expression activated = cell.Let("activated", Tanh(cell.At(CellPort.Cell)));
        Expression dh = cell.At(CellPort.HiddenGradient);
        Expression dc = cell.Let("dc", dh * outputGate * (1 - activated * activated) + cell.At(CellPort.CellGradient));
        cell.Store(CellPort.PreviousCellGradient, dc * forgetGate);
        cell.Store(CellPort.Gate, dc * candidate * inputGate * (1 - inputGate), 0);
        cell.Store(CellPort.Gate, dc * cell.At(CellPort.PreviousCell) * forgetGate * (1 - forgetGate), 1);
        cell.Store(CellPort.Gate, dc * inputGate * (1 - candidate * candidate), 2);
        cell.Store(CellPort.Gate, dh * activated * outputGate * (1 - outputGate), 3);
    }
}
