using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Text;

/// <summary>Renders expressions as C# for one <see cref="Target"/>. A subexpression that occurs twice is computed once, in a local.</summary>
/// <param name="writer">Where locals are written.</param>
/// <param name="target">The form of the arithmetic.</param>
/// <param name="variables">What variables are read by, where it is not their name.</param>
internal sealed class ExpressionWriter(SourceWriter writer, Target target, IReadOnlyDictionary<string, string>? variables = null)
{
    private readonly Dictionary<Expression, string> _locals = [];
    private readonly Dictionary<string, int> _localNames = [];

    /// <summary>Writes the locals that <paramref name="expression"/> needs and returns the text of its value.</summary>
    public string Write(Expression expression)
    {
        Dictionary<Expression, int> uses = [];
        Count(expression, uses);
        return Render(expression, uses, nested: false);
    }

    private void Count(Expression expression, Dictionary<Expression, int> uses)
    {
        if (expression is Variable or Constant || _locals.ContainsKey(expression))
        {
            return;
        }

        uses.TryGetValue(expression, out int count);
        uses[expression] = count + 1;
        if (count > 0)
        {
            return;
        }

        foreach (Expression part in expression.Parts)
        {
            Count(part, uses);
        }
    }

    private string Render(Expression expression, Dictionary<Expression, int> uses, bool nested = true)
    {
        if (_locals.TryGetValue(expression, out string? local))
        {
            return local;
        }

        uses.TryGetValue(expression, out int count);
        string text = Text(expression, uses, nested && count < 2);
        if (count < 2)
        {
            return text;
        }

        string name = LocalName(expression);
        writer.Line($"{target.Type} {name} = {text};");
        _locals.Add(expression, name);
        return name;
    }

    private string Text(Expression expression, Dictionary<Expression, int> uses, bool nested)
    {
        switch (expression)
        {
            case Variable variable:
                return variables is not null && variables.TryGetValue(variable.Name, out string? read) ? read : variable.Name;
            case Constant constant:
                return target.Constant(constant.Value);
            case Arithmetic { Operator: "+", Left: Arithmetic { Operator: "*" } product } sum when !uses.TryGetValue(product, out int count) || count < 2:
                return target.Isa == Isa.Reference
                    ? Parenthesise($"{Render(product, uses, nested: false)} + {Render(sum.Right, uses)}", nested)
                    : target.MultiplyAdd(Render(product.Left, uses, false), Render(product.Right, uses, false), Render(sum.Right, uses, false));
            case Arithmetic { Operator: "-", Left: Constant { Value: 0 } } negation:
                return IsLanes ? $"L.Negate({Render(negation.Right, uses, nested: false)})" : Parenthesise($"-{Render(negation.Right, uses)}", nested);
            case Arithmetic operation when IsLanes:
                return $"L.{OperatorName(operation.Operator)}({Render(operation.Left, uses, nested: false)}, {Render(operation.Right, uses, nested: false)})";
            case Arithmetic operation:
                return Parenthesise($"{Render(operation.Left, uses)} {operation.Operator} {Render(operation.Right, uses)}", nested);
            case Call { Function: "Max" or "Min" } call when IsLanes && call.Arguments.FirstOrDefault(a => a is Constant) is Constant bound:
                Expression other = call.Arguments.First(a => !ReferenceEquals(a, bound));
                return $"L.{call.Function}Constant({Render(other, uses, nested: false)}, {target.Element.Literal(bound.Value)})";
            case Call call:
                return $"{FunctionName(call.Function)}({string.Join(", ", call.Arguments.Select(a => Render(a, uses, nested: false)))})";
            case Selection selection:
                return RenderSelection(selection, uses, nested);
            default:
                throw new System.NotSupportedException(expression.GetType().Name);
        }
    }

    private bool IsLanes => target.Isa == Isa.Lanes;

    private static string OperatorName(string symbol) => symbol switch { "+" => "Add", "-" => "Subtract", "*" => "Multiply", _ => "Divide" };

    private string RenderSelection(Selection selection, Dictionary<Expression, int> uses, bool nested)
    {
        bool isConditional = !target.IsVector && !IsLanes;
        string left = Render(selection.Condition.Left, uses, isConditional);
        string right = Render(selection.Condition.Right, uses, isConditional);
        string then = Render(selection.Then, uses, isConditional);
        string otherwise = Render(selection.Otherwise, uses, isConditional);
        if (IsLanes)
        {
            string mask = selection.Condition.Operator switch { ">" => $"L.LessThan({right}, {left})", "<" => $"L.LessThan({left}, {right})", _ => $"L.Equal({left}, {right})" };
            return selection.Otherwise is Constant { Value: 0 } ? $"L.And({mask}, {then})"
                : selection.Then is Constant { Value: 0 } ? $"L.AndNot({otherwise}, {mask})"
                : $"L.Select({mask}, {then}, {otherwise})";
        }

        if (isConditional)
        {
            return Parenthesise($"{left} {selection.Condition.Operator} {right} ? {then} : {otherwise}", nested);
        }

        string comparison = $"{target.Class}.{selection.Condition.Operator switch { ">" => "GreaterThan", "<" => "LessThan", _ => "Equals" }}({left}, {right})";

        // With zero on one side a mask is enough: one instruction less than a blend.
        return selection.Otherwise is Constant { Value: 0 } ? Parenthesise($"{comparison} & {Render(selection.Then, uses)}", nested)
            : selection.Then is Constant { Value: 0 } ? $"{target.Class}.AndNot({otherwise}, {comparison})"
            : $"{target.Class}.ConditionalSelect({comparison}, {then}, {otherwise})";
    }

    private string FunctionName(string function) => (function, target.Isa) switch
    {
        (_, Isa.Lanes) => $"L.{function}",
        ("Max" or "Min" or "Abs" or "Sqrt", Isa.Reference or Isa.Scalar) => $"{target.Element.Keyword()}.{function}",
        ("Max" or "Min" or "Abs" or "Sqrt", _) => $"{target.Class}.{function}",
        (_, Isa.Reference) => $"ReferenceMath.{function}",
        _ => $"VectorMath.{function}",
    };

    private static string Parenthesise(string text, bool nested) => nested ? $"({text})" : text;

    private string LocalName(Expression expression)
    {
        string stem = expression switch
        {
            Call call => char.ToLowerInvariant(call.Function[0]) + call.Function.Substring(1),
            Arithmetic { Operator: "*", Left: var left, Right: var right } when left == right => "square",
            Arithmetic { Operator: "*" } => "product",
            Arithmetic { Operator: "/" } => "quotient",
            Arithmetic { Operator: "-" } => "difference",
            Arithmetic => "sum",
            _ => "value",
        };
        _localNames.TryGetValue(stem, out int count);
        _localNames[stem] = count + 1;
        return count == 0 ? stem : $"{stem}{count + 1}";
    }
}
