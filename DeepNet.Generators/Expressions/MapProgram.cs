using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Expressions;

/// <summary>
/// What is computed for each element by itself, in no language: variables that are elements of streams or the same for all elements, and values that are assigned to them in order.
/// The CPU's back end renders it as C# that is generic over the width of vectors, so that single elements and the twin that tests compare with come by themselves; the GPU's as HLSL.
/// </summary>
/// <param name="Name">The name of its kernels.</param>
/// <param name="Formula">What is computed, in words.</param>
/// <param name="Inputs">What is read.</param>
/// <param name="Outputs">What is written; its old value is a variable too.</param>
/// <param name="Coefficients">The variables that are the same for all elements.</param>
/// <param name="Assignments">The values, in order. A target that is no variable of a stream is a local one.</param>
internal sealed record MapProgram(
    string Name, string Formula, EquatableArray<MapPort> Inputs, EquatableArray<MapPort> Outputs, EquatableArray<string> Coefficients, EquatableArray<Assignment> Assignments)
{
    /// <summary>The streams whose elements are needed, one for each variable.</summary>
    public IEnumerable<MapPort> Loads
    {
        get
        {
            HashSet<string> used = [.. Assignments.SelectMany(a => Variables(a.Value))];
            return Inputs.Concat(Outputs).Where(p => used.Remove(p.Variable));
        }
    }

    /// <summary>The streams whose elements are written.</summary>
    public IEnumerable<MapPort> Stores => Outputs.Where(o => Assignments.Any(a => a.Target == o.Variable));

    /// <summary>A program of one output.</summary>
    public static MapProgram Of(string name, string formula, IEnumerable<MapPort> inputs, MapPort output, Expression value) =>
        new(name, formula, inputs.ToEquatableArray(), new[] { output }.ToEquatableArray(), EquatableArray<string>.Empty, new[] { new Assignment(output.Variable, value) }.ToEquatableArray());

    /// <summary>Whether an expression has a variable.</summary>
    public bool Uses(string variable) => Assignments.Any(a => Variables(a.Value).Contains(variable));

    /// <summary>The same where output and first input are one stream.</summary>
    public MapProgram InPlace() => this with
    {
        Name = Name + "_InPlace",
        Inputs = Inputs.Skip(1).ToEquatableArray(),
        Outputs = new[] { new MapPort(Outputs[0].Name, Inputs[0].Variable) }.ToEquatableArray(),
        Assignments = Assignments.Select(a => a.Target == Outputs[0].Variable ? a with { Target = Inputs[0].Variable } : a).ToEquatableArray(),
    };

    private static IEnumerable<string> Variables(Expression expression) =>
        expression is Variable variable ? [variable.Name] : expression.Parts.SelectMany(Variables);
}
