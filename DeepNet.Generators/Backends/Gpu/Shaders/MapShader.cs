using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>A buffer of a map: its name, and the variable of the expressions that its element is.</summary>
/// <param name="Name">The buffer.</param>
/// <param name="Variable">The variable.</param>
/// <param name="Width">The elements of a buffer that is the same for every row of so many; 0 for one with an element for each.</param>
internal readonly record struct MapPort(string Name, string Variable, int Width = 0)
{
    /// <summary>The HLSL of the element's place.</summary>
    public string Place => Width == 0 ? "i" : Width == 1 ? "0u" : FormattableString.Invariant($"i % {Width}u");
}

/// <summary>Elementwise: every written buffer gets the value of an expression of the elements of all buffers, and of coefficients that are the same for all elements.</summary>
/// <param name="Title">The name.</param>
/// <param name="Formula">What is computed, in words.</param>
/// <param name="Inputs">What is read.</param>
/// <param name="Outputs">What is written; its old value is a variable too.</param>
/// <param name="Coefficients">The variables that a buffer <c>coefficients</c> holds, in order; none without.</param>
/// <param name="Assignments">The values, in order: the target is the variable of an output or a local one.</param>
internal sealed record MapShader(
    string Title, string Formula, EquatableArray<MapPort> Inputs, EquatableArray<MapPort> Outputs, EquatableArray<string> Coefficients, EquatableArray<Assignment> Assignments) : GpuKernel
{
    /// <summary>The variable for the number of all elements.</summary>
    public const string Elements = "elements";

    public override string ClassName => Title;

    public override string Summary => Formula;

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads =>
        [.. Inputs.Select(i => (i.Name, false)), .. Coefficients.Count > 0 ? [("coefficients", false)] : Enumerable.Empty<(string, bool)>()];

    public override IReadOnlyList<string> Writes => Outputs.Select(o => o.Name).ToList();

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        HlslExpressionWriter.WriteFunctions(writer, Assignments.Select(a => a.Value));
        HashSet<string> variables = [];
        foreach (Assignment assignment in Assignments)
        {
            Collect(assignment.Value, variables);
        }

        EmitLoop(writer, () =>
        {
            for (int i = 0; i < Coefficients.Count; i++)
            {
                writer.Line($"float {Coefficients[i]} = coefficients[{i.ToString(CultureInfo.InvariantCulture)}];");
            }

            if (variables.Contains(Elements))
            {
                writer.Line($"float {Elements} = (float)count;");
            }

            HashSet<string> declared = [];
            foreach (MapPort port in Inputs.Concat(Outputs).Where(p => variables.Contains(p.Variable) && declared.Add(p.Variable)))
            {
                writer.Line($"float {port.Variable} = {port.Name}[{port.Place}];");
            }

            for (int i = 0; i < Assignments.Count; i++)
            {
                // Locals of its own for each: one of an earlier assignment may hold a value from before it.
                string value = new HlslExpressionWriter(writer, FormattableString.Invariant($"t{i}_")).Write(Assignments[i].Value);
                writer.Line($"{(declared.Add(Assignments[i].Target) ? "float " : "")}{Assignments[i].Target} = {value};");
            }

            foreach (MapPort port in Outputs.Where(o => Assignments.Any(a => a.Target == o.Variable)))
            {
                writer.Line($"{port.Name}[i] = {port.Variable};");
            }
        });
    }

    private static void Collect(Expression expression, HashSet<string> variables)
    {
        if (expression is Variable variable)
        {
            variables.Add(variable.Name);
        }

        foreach (Expression part in expression.Parts)
        {
            Collect(part, variables);
        }
    }
}
