using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Calls;

/// <summary>Renders scalar arithmetic as C# in double precision. A value with a name becomes a local.</summary>
/// <param name="writer">Where locals are written.</param>
/// <param name="variables">What variables are read by, where it is not their name.</param>
internal sealed class ScalarWriter(SourceWriter writer, IReadOnlyDictionary<string, string>? variables = null)
{
    private const string Services = "global::DeepNet.CompilerServices.";

    private readonly HashSet<string> _locals = [];

    /// <summary>The text of a value, after the locals that it needs.</summary>
    public string Write(Expression expression) => expression switch
    {
        Variable variable => variables is not null && variables.TryGetValue(variable.Name, out string? text) ? text : variable.Name,
        Constant constant => ElementType.Double.Literal(constant.Value),
        Let let => Local(let),
        ScheduledMomentum f => $"{Services}StepCoefficients.NAdamMomentum({Arguments(f.Beta1, f.Decay, f.Step)})",
        ScheduledMomentumProduct f => $"{Services}StepCoefficients.NAdamMomentumProduct({Arguments(f.Beta1, f.Decay, f.Step)})",
        VarianceRectification f => $"{Services}StepCoefficients.Rectification({Arguments(f.Beta2, f.Step)})",
        ClipFactor f => $"{Services}GradientNorm.ClipFactor({Arguments(f.Norm, f.Maximum)})",
        UnitFactor f => $"{Services}GradientNorm.UnitFactor({Arguments(f.Norm)})",
        Call { Function: "Sqrt" or "Pow" } call => $"double.{call.Function}({Arguments([.. call.Arguments])})",
        Arithmetic { Operator: "-", Left: Constant { Value: 0 } } negation => $"-{Operand(negation.Right, 3)}",
        Arithmetic operation => $"{Operand(operation.Left, Precedence(operation))} {operation.Operator} {Operand(operation.Right, Precedence(operation) + 1)}",
        Selection selection => $"{Operand(selection.Condition.Left, 1)} {selection.Condition.Operator} {Operand(selection.Condition.Right, 1)} ? {Operand(selection.Then, 1)} : {Operand(selection.Otherwise, 1)}",
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private string Arguments(params Expression[] arguments) => string.Join(", ", arguments.Select(Write));

    private string Local(Let let)
    {
        if (_locals.Add(let.Name))
        {
            writer.Line($"double {let.Name} = {Write(let.Value)};");
        }

        return let.Name;
    }

    /// <summary>The text of a part, in parentheses if its operator binds less than it has to.</summary>
    private string Operand(Expression part, int least) => Precedence(part) < least ? $"({Write(part)})" : Write(part);

    private static int Precedence(Expression expression) => expression switch
    {
        Selection => 0,
        Arithmetic { Operator: "-", Left: Constant { Value: 0 } } => 3,
        Arithmetic { Operator: "+" or "-" } => 1,
        Arithmetic => 2,
        Constant { Value: < 0 } => 3,
        _ => 4,
    };
}
