using DeepNet.Generators.Expressions;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Operations.Cells;

/// <summary>The recurrent layer without gates (Elman 1990): <c>h = tanh(x W + h' U + b)</c>, or with ReLU.</summary>
internal sealed record SimpleRnnCell(bool IsReLU) : RecurrentCell
{
    public override string Name => IsReLU ? "SimpleRnnReLU" : "SimpleRnn";

    public override int Gates => 1;

    public override string Formula => $"h = {(IsReLU ? "max(x W + h' U + b, 0)" : "tanh(x W + h' U + b)")}";

    public override int Flops => 1;

    public override void Forward(CellEquations cell)
    {
        Expression sum = cell.At(CellPort.Gate);
        Expression value = cell.Let("value", IsReLU ? Max(sum, 0) : Tanh(sum));
        if (cell.Keeps)
        {
            cell.Store(CellPort.Gate, value);
        }

        cell.Store(CellPort.Hidden, value);
    }

    public override void Backward(CellEquations cell)
    {
        Expression value = cell.Let("value", cell.At(CellPort.Gate));
        Expression dh = cell.At(CellPort.HiddenGradient);
        cell.Store(CellPort.Gate, IsReLU ? Select(value > 0, dh, 0) : dh * (1 - value * value));
    }
}
