using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Backends.Cpu.Recurrent;

/// <summary>Writes the arithmetic of a recurrent cell for the units at <c>i</c>, in the names of the loop around it.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="target">The form of the arithmetic.</param>
/// <param name="hiddenBefore">The reference to the sample's hidden state before the step.</param>
/// <param name="cellBefore">The reference to the sample's cell state before the step.</param>
/// <param name="keeps">Whether backward needs the gates after their activations.</param>
internal sealed class CellWriter(SourceWriter writer, Target target, string hiddenBefore, string cellBefore, bool keeps)
{
    private readonly ExpressionWriter _expressions = new(writer, target);

    /// <summary>Whether backward needs the gates after their activations.</summary>
    public bool Keeps { get; } = keeps;

    public Expression HiddenBefore => At(hiddenBefore);

    public Expression CellBefore => At(cellBefore);

    /// <summary>What lies at the reference, for a gate of several.</summary>
    public Expression At(string reference, int gate = 0) => Expression.Variable(target.Load(reference, Index(gate)));

    /// <summary>Puts a value into a local.</summary>
    public Expression Let(string name, Expression value)
    {
        writer.Line($"{target.Type} {name} = {_expressions.Write(value)};");
        return Expression.Variable(name);
    }

    public void Store(Expression value, string reference, int gate = 0)
    {
        string text = _expressions.Write(value);
        writer.Line(target.Store(target.IsVector && value is not Variable ? $"({text})" : text, reference, Index(gate)));
    }

    private static string Index(int gate) => gate switch
    {
        0 => "i",
        1 => "i + Units",
        _ => $"i + {gate.ToString(System.Globalization.CultureInfo.InvariantCulture)} * Units",
    };
}
