using DeepNet.Generators.Expressions;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Backends.Cpu.Recurrent;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997) with a forget gate (Gers et al. 2000); gates in the order input, forget, candidate, output.</summary>
internal sealed record LstmCell : RecurrentCell
{
    public override string Name => "Lstm";

    public override int Gates => 4;

    public override string Formula => "i, f, o = sigmoid(x W + h' U + b), g = tanh(x W + h' U + b), c = f c' + i g, h = o tanh(c)";

    public override int Flops => 9;

    public override bool HasCellState => true;

    public override string Forward(CellWriter cell)
    {
        Expression inputGate = cell.Let("inputGate", Sigmoid(cell.At("gate", 0)));
        Expression forgetGate = cell.Let("forgetGate", Sigmoid(cell.At("gate", 1)));
        Expression candidate = cell.Let("candidate", Tanh(cell.At("gate", 2)));
        Expression outputGate = cell.Let("outputGate", Sigmoid(cell.At("gate", 3)));
        Expression state = cell.Let("state", forgetGate * cell.CellBefore + inputGate * candidate);
        cell.Store(state, "cellAt");
        if (cell.Keeps)
        {
            cell.Store(inputGate, "gate", 0);
            cell.Store(forgetGate, "gate", 1);
            cell.Store(candidate, "gate", 2);
            cell.Store(outputGate, "gate", 3);
        }

        cell.Let("value", outputGate * Tanh(state));
        return "value";
    }

    public override void Backward(CellWriter cell)
    {
        Expression inputGate = cell.Let("inputGate", cell.At("gate", 0));
        Expression forgetGate = cell.Let("forgetGate", cell.At("gate", 1));
        Expression candidate = cell.Let("candidate", cell.At("gate", 2));
        Expression outputGate = cell.Let("outputGate", cell.At("gate", 3));
        Expression activated = cell.Let("activated", Tanh(cell.At("cellAt")));
        Expression dh = Variable("dh");
        Expression dc = cell.Let("dc", dh * outputGate * (1 - activated * activated) + cell.At("dCellAt"));
        cell.Store(dc * forgetGate, "dCellAt");
        cell.Store(dc * candidate * inputGate * (1 - inputGate), "gate", 0);
        cell.Store(dc * cell.CellBefore * forgetGate * (1 - forgetGate), "gate", 1);
        cell.Store(dc * inputGate * (1 - candidate * candidate), "gate", 2);
        cell.Store(dh * activated * outputGate * (1 - outputGate), "gate", 3);
    }
}
