using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Operations.Updates;

/// <summary>An update rule as arithmetic on one parameter.</summary>
/// <param name="Name">The name of its kernel, such as <c>Adam</c>.</param>
/// <param name="Formula">The rule in text, in terms of the coefficients.</param>
/// <param name="States">The numbers kept for a parameter, such as <c>m</c> and <c>v</c>.</param>
/// <param name="Coefficients">The names of the numbers that are the same for all parameters of a step, in camelCase.</param>
/// <param name="Assignments">
/// The rule, in order: each target is <c>weight</c>, <c>gradient</c> or a state. Expressions are of <see cref="Value"/>s and coefficients.
/// </param>
internal sealed record OptimizerRule(string Name, string Formula, EquatableArray<string> States, EquatableArray<string> Coefficients, EquatableArray<Assignment> Assignments)
{
    /// <summary>The state that the first half of an update writes and the second reads: what the parameter is moved along. It is not kept.</summary>
    public const string Direction = "direction";

    /// <summary>The states that are averages of squares or the like: a file with a negative value is refused.</summary>
    public EquatableArray<string> NeverNegative { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The rule as a program of the gradient, the weight and the states.</summary>
    public MapProgram Program => new(
        Name,
        Formula,
        new[] { Port("gradient") }.ToEquatableArray(),
        new[] { "weight" }.Concat(States).Select(Port).ToEquatableArray(),
        Coefficients,
        Assignments.Select(a => a with { Target = Local(a.Target) }).ToEquatableArray());

    /// <summary>The value of the weight, the gradient or a state in an expression.</summary>
    public static Expression Value(string name) => Expression.Variable(Local(name));

    /// <summary>The variable for an element of the weight, the gradient or a state. The tensor itself has the plain name.</summary>
    public static string Local(string name) => name switch
    {
        "weight" => "w",
        "gradient" => "g",
        _ => name + "Value",
    };

    private static MapPort Port(string name) => new(name, Local(name));
}
