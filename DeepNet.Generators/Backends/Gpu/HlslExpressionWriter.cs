using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Renders expressions as HLSL. A subexpression that occurs twice is computed once, in a local.</summary>
/// <param name="writer">Where locals are written.</param>
/// <param name="prefix">What the names of locals begin with.</param>
internal sealed class HlslExpressionWriter(SourceWriter writer, string prefix = "t")
{
    private readonly Dictionary<Expression, string> _locals = [];

    /// <summary>The functions that HLSL lacks, each with what it calls before it.</summary>
    private static readonly IReadOnlyDictionary<string, string> Functions = new Dictionary<string, string>
    {
        // Kahan: the rounding of 1 + x is taken back by the quotient.
        ["Log1p"] = "float Log1p(float x) { float u = 1.0f + x; float d = u - 1.0f; return d == 0.0f ? x : log(u) * (x / d); }",
        ["Expm1"] = "float Expm1(float x) { if (abs(x) > 0.5f) { return exp(x) - 1.0f; } float p = 1.0f / 5040.0f; p = p * x + 1.0f / 720.0f; p = p * x + 1.0f / 120.0f; p = p * x + 1.0f / 24.0f; p = p * x + 1.0f / 6.0f; p = p * x + 0.5f; p = p * x + 1.0f; return p * x; }",
        ["Sigmoid"] = "float Sigmoid(float x) { float e = exp(-abs(x)); float s = e / (1.0f + e); return x < 0.0f ? s : 1.0f - s; }",
        ["Tanh"] = "float Tanh(float x) { float e = exp(-2.0f * abs(x)); float t = abs(x) < 0.04f ? abs(x) * (1.0f - x * x / 3.0f + x * x * x * x * 2.0f / 15.0f) : (1.0f - e) / (1.0f + e); return x < 0.0f ? -t : t; }",
        ["NormalDensity"] = "float NormalDensity(float x) { return 0.3989422804f * exp(-0.5f * x * x); }",

        // erfc by the rational Chebyshev form of Numerical Recipes 6.2, relative error below 1.2e-7.
        ["NormalCdf"] = "float NormalCdf(float x) { float z = abs(x) * 0.7071067812f; float t = 1.0f / (1.0f + 0.5f * z); float p = 0.17087277f; p = p * t - 0.82215223f; p = p * t + 1.48851587f; p = p * t - 1.13520398f; p = p * t + 0.27886807f; p = p * t - 0.18628806f; p = p * t + 0.09678418f; p = p * t + 0.37409196f; p = p * t + 1.00002368f; p = p * t - 1.26551223f; float c = 0.5f * t * exp(p - z * z); return x < 0.0f ? c : 1.0f - c; }",
    };

    /// <summary>Writes the functions that expressions need and HLSL lacks.</summary>
    public static void WriteFunctions(SourceWriter writer, IEnumerable<Expression> expressions)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (Expression expression in expressions)
        {
            Collect(expression, names);
        }

        foreach (string name in names)
        {
            writer.Line(Functions[name]);
        }

        if (names.Count > 0)
        {
            writer.Line();
        }
    }

    /// <summary>A number as HLSL: the shortest text that reads back as the same float.</summary>
    public static string Literal(double value)
    {
        string text = ((float)value).ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0f" : text + "f";
    }

    /// <summary>Writes the locals that <paramref name="expression"/> needs and returns the text of its value.</summary>
    public string Write(Expression expression)
    {
        Dictionary<Expression, int> uses = [];
        Count(expression, uses);
        return Render(expression, uses);
    }

    private static void Collect(Expression expression, SortedSet<string> names)
    {
        if (expression is Call call && Functions.ContainsKey(call.Function))
        {
            names.Add(call.Function);
        }

        foreach (Expression part in expression.Parts)
        {
            Collect(part, names);
        }
    }

    private void Count(Expression expression, Dictionary<Expression, int> uses)
    {
        if (expression is Variable or Constant || _locals.ContainsKey(expression))
        {
            return;
        }

        uses.TryGetValue(expression, out int count);
        uses[expression] = count + 1;
        if (count == 0)
        {
            foreach (Expression part in expression.Parts)
            {
                Count(part, uses);
            }
        }
    }

    private string Render(Expression expression, Dictionary<Expression, int> uses)
    {
        if (_locals.TryGetValue(expression, out string? local))
        {
            return local;
        }

        string text = Text(expression, uses);
        uses.TryGetValue(expression, out int count);
        if (count < 2)
        {
            return text;
        }

        string name = prefix + _locals.Count.ToString(CultureInfo.InvariantCulture);
        writer.Line($"float {name} = {text};");
        _locals.Add(expression, name);
        return name;
    }

    private string Text(Expression expression, Dictionary<Expression, int> uses)
    {
        string Of(Expression part) => Render(part, uses);
        return expression switch
        {
            Variable variable => variable.Name,
            Constant constant => Literal(constant.Value) is var literal && literal[0] == '-' ? $"({literal})" : literal,
            Arithmetic { Operator: "-", Left: Constant { Value: 0 } } negation => $"(-{Of(negation.Right)})",
            Arithmetic operation => $"({Of(operation.Left)} {operation.Operator} {Of(operation.Right)})",
            Call call => $"{Function(call.Function)}({string.Join(", ", call.Arguments.Select(Of))})",
            Selection selection => $"({Of(selection.Condition.Left)} {selection.Condition.Operator} {Of(selection.Condition.Right)} ? {Of(selection.Then)} : {Of(selection.Otherwise)})",
            _ => throw new NotSupportedException(expression.GetType().Name),
        };
    }

    private static string Function(string name) => name is "Max" or "Min" or "Abs" or "Sqrt" or "Exp" or "Log" ? name.ToLowerInvariant() : name;
}
