using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations.Cells;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Recurrent;

/// <summary>Writes the arithmetic of a recurrent cell for the units at <c>i</c>, in the names of the loop around it.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="target">The form of the arithmetic.</param>
/// <param name="hiddenBefore">The reference to the sample's hidden state before the step.</param>
/// <param name="cellBefore">The reference to the sample's cell state before the step.</param>
/// <param name="hidden">The references that the new hidden state is stored at.</param>
/// <param name="keeps">Whether backward needs the gates after their activations.</param>
internal sealed class CellWriter(SourceWriter writer, Target target, string hiddenBefore, string cellBefore, IReadOnlyList<string> hidden, bool keeps) : CellEquations
{
    private readonly Dictionary<string, string> _ports = [];
    private ExpressionWriter? _expressions;

    private ExpressionWriter Expressions => _expressions ??= new ExpressionWriter(writer, target, _ports);

    public override bool Keeps { get; } = keeps;

    public override Expression At(CellPort port, int gate = 0)
    {
        string name = FormattableString.Invariant($"{port}{gate}");
        _ports[name] = port == CellPort.HiddenGradient ? "dh" : target.Load(Reference(port), Index(gate));
        return Expression.Variable(name);
    }

    public override Expression Let(string name, Expression value)
    {
        writer.Line($"{target.Type} {name} = {Expressions.Write(value)};");
        return Expression.Variable(name);
    }

    public override void Store(CellPort port, Expression value, int gate = 0)
    {
        string text = Expressions.Write(value);
        foreach (string reference in port == CellPort.Hidden ? hidden : [Reference(port)])
        {
            writer.Line(target.Store(target.IsVector && value is not Variable ? $"({text})" : text, reference, Index(gate)));
        }
    }

    private string Reference(CellPort port) => port switch
    {
        CellPort.Gate => "gate",
        CellPort.RecurrentGate => "recurrent",
        CellPort.PreviousHidden => hiddenBefore,
        CellPort.Cell => "cellAt",
        CellPort.PreviousCell => cellBefore,
        CellPort.PreviousHiddenGradient => "dHiddenAt",
        CellPort.CellGradient or CellPort.PreviousCellGradient => "dCellAt",
        _ => throw new ArgumentOutOfRangeException(nameof(port)),
    };

    private static string Index(int gate) => gate switch
    {
        0 => "i",
        1 => "i + Units",
        _ => $"i + {gate.ToString(System.Globalization.CultureInfo.InvariantCulture)} * Units",
    };
}
