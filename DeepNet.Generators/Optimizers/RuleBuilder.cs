using System.Collections.Generic;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Optimizers;

/// <summary>
/// Collects an update rule and, beside it, the values of its coefficients. The values are not part of the rule: networks that differ only in
/// them share a kernel.
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
    private readonly List<string> _values = [];
    private readonly List<string> _locals = [];
    private string _name = name;

    public AttributeSpec Attribute { get; } = attribute;

    public static Expression Weight { get; } = OptimizerRule.Value("weight");

    public static Expression Gradient { get; } = OptimizerRule.Value("gradient");

    /// <summary>The coefficients as C# of <c>learningRate</c> and <c>step</c> (both double, the step counting from 1) and of the locals.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>The C# statements before the coefficients, for what several of them need.</summary>
    public IReadOnlyList<string> Locals => _locals;

    public double Number(string argument, double defaultValue) => LayerContext.Number(Attribute, argument, defaultValue);

    public bool Flag(string argument, bool defaultValue = false) => LayerContext.Flag(Attribute, argument, defaultValue);

    /// <summary>A number as C# of the type double.</summary>
    public static string Text(double value) => ElementType.Double.Literal(value);

    /// <summary>Adds to the kernel's name what makes its text another.</summary>
    public RuleBuilder Named(string suffix)
    {
        _name += suffix;
        return this;
    }

    /// <summary>The rule in text for one network: <see cref="OptimizerRule.Formula"/> with what its coefficients stand for.</summary>
    public string Explanation => string.Join("; ", _explanation);

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
    public Expression Coefficient(string name, string value)
    {
        _coefficients.Add(name);
        _values.Add(value);
        return Expression.Variable(name);
    }

    public Expression Coefficient(string name, double value) => Coefficient(name, Text(value));

    public RuleBuilder Local(string statement)
    {
        _locals.Add(statement);
        return this;
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

    public OptimizerRule Build() =>
        new(_name, string.Join("; ", _formula), _states.ToEquatableArray(), _coefficients.ToEquatableArray(), _assignments.ToEquatableArray()) { NeverNegative = _neverNegative.ToEquatableArray() };
}
