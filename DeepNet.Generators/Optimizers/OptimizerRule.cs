using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Optimizers;

/// <summary>An update rule as arithmetic on one parameter.</summary>
/// <param name="Name">The name of its kernel, such as <c>Adam</c>.</param>
/// <param name="Formula">The rule in text.</param>
/// <param name="States">The numbers kept for a parameter, such as <c>m</c> and <c>v</c>.</param>
/// <param name="Coefficients">The numbers that are the same for all parameters of a step, in camelCase.</param>
/// <param name="Assignments">
/// The rule: each target is a state, <c>weight</c>, or a new name for an intermediate value. Variables are <c>weight</c>, <c>gradient</c>, the
/// states, the coefficients and earlier targets.
/// </param>
internal sealed record OptimizerRule(string Name, string Formula, EquatableArray<string> States, EquatableArray<string> Coefficients, EquatableArray<Assignment> Assignments);
