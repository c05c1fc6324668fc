using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Operations.Updates;

/// <summary>A rule with the values of its coefficients, which are not part of it: networks that differ only in them share a kernel.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Values">The values of <see cref="OptimizerRule.Coefficients"/>, in their order, as scalar arithmetic on <see cref="StepVariables"/>.</param>
/// <param name="Formula">The text of the rule for one network: <see cref="OptimizerRule.Formula"/> with what its coefficients stand for.</param>
internal sealed record RulePlan(OptimizerRule Rule, EquatableArray<Expression> Values, string Formula);
