using System;
using System.Collections.Generic;
using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Text;

/// <summary>What the texts of a program have in common in all languages: elements are loaded into locals, then values assigned to them in order.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="program">The program.</param>
/// <param name="type">The type of a value.</param>
internal sealed class MapText(SourceWriter writer, MapProgram program, string type)
{
    private readonly HashSet<string> _declared = [];

    /// <summary>Writes loads and assignments.</summary>
    /// <param name="load">The text of an element of a stream.</param>
    /// <param name="render">The text of a value, whose locals it writes.</param>
    /// <param name="given">Variables that are declared already.</param>
    public void Write(Func<MapPort, string> load, Func<Expression, string> render, params string[] given)
    {
        _declared.UnionWith(given);
        foreach (MapPort port in program.Loads)
        {
            if (_declared.Add(port.Variable))
            {
                writer.Line($"{type} {port.Variable} = {load(port)};");
            }
        }

        foreach (Assignment assignment in program.Assignments)
        {
            string value = render(assignment.Value);
            writer.Line($"{(_declared.Add(assignment.Target) ? type + " " : "")}{assignment.Target} = {value};");
        }
    }
}
