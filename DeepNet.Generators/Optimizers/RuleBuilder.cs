using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations.Updates;

namespace DeepNet.Generators.Optimizers;

/// <summary>
/// Collects an update rule and, beside it, the values of its coefficients, which are arithmetic on <see cref="StepVariables"/>.
/// </summary>
internal sealed class RuleBuilder(AttributeSpec attribute, bool isDouble, string name)
{
    // The smallest normal numbers: below, an average that is never negative is flushed to zero.
    private const double SmallestSingle = 1.17549435e-38;
    private const double SmallestDouble = 2.2250738585072014e-308;

    private readonly List<string> _states = [];
    private readonly List<string> _neverNegative = [];
    private readonly List<string> _coefficients = [];
    private readonly List<Assignment> _assignments = [];
    private readonly List<string> _formula = [];
    private readonly List<string> _explanation = [];
    private readonly List<Expression> _values = [];
    private string _name = name;

    public AttributeSpec Attribute { get; } = attribute;

    public static Expression Weight { get; } = OptimizerRule.Value("weight");

    public static Expression Gradient { get; } = OptimizerRule.Value("gradient");

    public double Number(string argument) => Attribute.Number(argument);

    public bool Flag(string argument) => Attribute.Flag(argument);

    /// <summary>Adds to the kernel's name what makes its text another.</summary>
    public RuleBuilder Named(string suffix)
    {
        _name += suffix;
        return this;
    }

    /// <summary>Adds to the rule's text.</summary>
    /// <param name="formula">The text of the kernel, which networks share that compute a coefficient in different ways.</param>
    /// <param name="explanation">The text of the network, if it says more.</param>
    public RuleBuilder Formula(string formula, string? explanation = null)
    {
        _formula.Add(formula);
        _explanation.Add(explanation ?? formula);
        return this;
    }

    /// <summary>A number that is the same for all parameters of a step.</summary>
    public Expression Coefficient(string name, Expression value)
    {
        _coefficients.Add(name);
        _values.Add(value);
        return Expression.Variable(name);
    }

    /// <summary>A number kept for each parameter, zero in a new network.</summary>
    /// <param name="name">Its name in formulas and files.</param>
    /// <param name="isNeverNegative">See <see cref="OptimizerRule.NeverNegative"/>.</param>
    public Expression State(string name, bool isNeverNegative = false)
    {
        _states.Add(name);
        if (isNeverNegative)
        {
            _neverNegative.Add(name);
        }

        return OptimizerRule.Value(name);
    }

    public RuleBuilder Assign(string target, Expression value)
    {
        _assignments.Add(new Assignment(target, value));
        return this;
    }

    /// <summary>
    /// Assigns a decaying average, with what is too small to matter set to zero. Without a gradient an average decays until it is subnormal and
    /// stays so, and arithmetic on subnormal numbers is many times slower (benchmarks/RESULTS.md). NaN passes.
    /// </summary>
    public RuleBuilder AssignAverage(string target, Expression value)
    {
        Assign(target, value);
        Expression average = OptimizerRule.Value(target);
        return Assign(target, Expression.Select(Expression.Abs(average) < (isDouble ? 1e-290 : 1e-30), 0, average));
    }

    /// <summary>As <see cref="AssignAverage"/>, for an average of squares: only what is subnormal is set to zero.</summary>
    public RuleBuilder AssignSquareAverage(string target, Expression value)
    {
        Assign(target, value);
        Expression average = OptimizerRule.Value(target);
        return Assign(target, Expression.Select(average < (isDouble ? SmallestDouble : SmallestSingle), 0, average));
    }

    public RulePlan Build()
    {
        OptimizerRule rule = new(_name, string.Join("; ", _formula), _states.ToEquatableArray(), _coefficients.ToEquatableArray(), _assignments.ToEquatableArray())
        {
            NeverNegative = _neverNegative.ToEquatableArray(),
        };
        return new RulePlan(rule, _values.ToEquatableArray(), string.Join("; ", _explanation));
    }
}
