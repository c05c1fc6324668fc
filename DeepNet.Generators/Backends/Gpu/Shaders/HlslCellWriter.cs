using System;
using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations.Cells;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>Writes the arithmetic of a recurrent cell for one unit of one sample at one step.</summary>
/// <param name="writer">The text.</param>
/// <param name="places">The HLSL of what lies at a port, for a gate of several.</param>
/// <param name="hidden">Where the new hidden state is stored.</param>
/// <param name="keeps">Whether backward needs the gates after their activations.</param>
internal sealed class HlslCellWriter(SourceWriter writer, Func<CellPort, int, string> places, IReadOnlyList<string> hidden, bool keeps) : CellEquations
{
    private readonly HlslExpressionWriter _expressions = new(writer);
    private readonly HashSet<string> _read = [];

    public override bool Keeps { get; } = keeps;

    public override Expression At(CellPort port, int gate = 0)
    {
        string name = FormattableString.Invariant($"at{port}{gate}");
        if (_read.Add(name))
        {
            writer.Line($"float {name} = {places(port, gate)};");
        }

        return Expression.Variable(name);
    }

    public override Expression Let(string name, Expression value)
    {
        writer.Line($"float {name} = {_expressions.Write(value)};");
        return Expression.Variable(name);
    }

    public override void Store(CellPort port, Expression value, int gate = 0)
    {
        string text = _expressions.Write(value);
        foreach (string place in port == CellPort.Hidden ? hidden : [places(port, gate)])
        {
            writer.Line($"{place} = {text};");
        }
    }
}
