using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Expressions;

/// <summary>
/// Arithmetic on one element. Activations, elementwise losses and optimizers are written in it once and rendered as scalar C#,
/// as vector C# of any width, and as HLSL. Compared by value.
/// </summary>
internal abstract record Expression
{
    /// <summary>What it is computed from.</summary>
    public IEnumerable<Expression> Parts => this switch
    {
        Arithmetic operation => [operation.Left, operation.Right],
        Call call => call.Arguments,
        Selection selection => [selection.Condition.Left, selection.Condition.Right, selection.Then, selection.Otherwise],
        ScalarFunction function => function.Arguments,
        _ => [],
    };

    /// <summary>The names of the variables in it.</summary>
    public IEnumerable<string> Variables => this is Variable variable ? [variable.Name] : Parts.SelectMany(p => p.Variables).Distinct();

    /// <summary>Whether it takes a division, a root or a transcendental function: the arithmetic of an element then takes longer than its way to memory and back.</summary>
    public bool IsCostly => this is Arithmetic { Operator: "/" } or Call { Function: not ("Max" or "Min" or "Abs") } || Parts.Any(p => p.IsCostly);

    public static implicit operator Expression(double value) => new Constant(value);

    public static Expression operator +(Expression a, Expression b) => new Arithmetic("+", a, b);

    public static Expression operator -(Expression a, Expression b) => new Arithmetic("-", a, b);

    public static Expression operator *(Expression a, Expression b) => new Arithmetic("*", a, b);

    public static Expression operator /(Expression a, Expression b) => new Arithmetic("/", a, b);

    public static Expression operator -(Expression a) => new Arithmetic("-", 0.0, a);

    public static Comparison operator >(Expression a, Expression b) => new(">", a, b);

    public static Comparison operator <(Expression a, Expression b) => new("<", a, b);

    public static Comparison Same(Expression a, Expression b) => new("==", a, b);

    public static Expression Variable(string name) => new Variable(name);

    public static Expression Max(Expression a, Expression b) => Function("Max", a, b);

    public static Expression Min(Expression a, Expression b) => Function("Min", a, b);

    public static Expression Abs(Expression x) => Function("Abs", x);

    public static Expression Sqrt(Expression x) => Function("Sqrt", x);

    public static Expression Pow(Expression x, Expression power) => Function("Pow", x, power);

    public static Expression Exp(Expression x) => Function("Exp", x);

    public static Expression Log(Expression x) => Function("Log", x);

    public static Expression Log1p(Expression x) => Function("Log1p", x);

    public static Expression Tanh(Expression x) => Function("Tanh", x);

    public static Expression Sigmoid(Expression x) => Function("Sigmoid", x);

    public static Expression Expm1(Expression x) => Function("Expm1", x);

    public static Expression NormalCdf(Expression x) => Function("NormalCdf", x);

    public static Expression NormalDensity(Expression x) => Function("NormalDensity", x);

    /// <summary><paramref name="condition"/> ? <paramref name="then"/> : <paramref name="otherwise"/>, without a branch: both sides are computed.</summary>
    public static Expression Select(Comparison condition, Expression then, Expression otherwise) => new Selection(condition, then, otherwise);

    /// <summary><paramref name="weight"/> times <paramref name="value"/>; 0 where the weight is 0, even if the value is infinite.</summary>
    public static Expression Weighted(Expression weight, Expression value) => Select(Same(weight, 0), 0, weight * value);

    private static Call Function(string name, params Expression[] arguments) => new(name, arguments.ToEquatableArray());
}

/// <summary>A number that what is around the expression gives. Its name is a name and nothing else: how it is read is up to each back end.</summary>
internal sealed record Variable(string Name) : Expression
{
    public string Name { get; } = Name.All(c => char.IsLetterOrDigit(c) || c == '_') ? Name : throw new System.ArgumentException($"'{Name}' is no name.", nameof(Name));
}

internal sealed record Constant(double Value) : Expression;

internal sealed record Arithmetic(string Operator, Expression Left, Expression Right) : Expression;

internal sealed record Call(string Function, EquatableArray<Expression> Arguments) : Expression;

internal sealed record Comparison(string Operator, Expression Left, Expression Right);

internal sealed record Selection(Comparison Condition, Expression Then, Expression Otherwise) : Expression;

/// <summary>A named result of an elementwise program: <c>target = value</c>.</summary>
internal sealed record Assignment(string Target, Expression Value);
