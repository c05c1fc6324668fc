using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Products;

/// <summary>
/// What a tile does to its sums in registers: an activation, or the derivative of one. Only what is cheap: a function of many instructions takes the registers of the sums, and a pass over memory with vectors of 512 bits is faster
/// (docs/decisions/0023).
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Sum">What the expression calls the sum.</param>
/// <param name="Companion">What it calls the element beside it, or null.</param>
/// <param name="Kind">How that moves with the sums: a <c>CompanionKind</c> of the runtime, or null for a matrix or nothing.</param>
internal sealed record SumFinish(Expression Value, string Sum, string? Companion, string? Kind = null)
{
    /// <summary>The value of an activation; null without one, or if it is costly.</summary>
    public static SumFinish? OfActivation(ElementwiseKernel? activation) =>
        activation is null || activation.Operation.Value.IsCostly ? null : new SumFinish(activation.Operation.Value, "x", activation.Operation.Learned?.Variable, activation.Operation.Learned is null ? null : activation.IsShared ? "Element" : "Row");

    /// <summary>The derivative of an activation times the sum; null without one, or if it is costly.</summary>
    public static SumFinish? OfDerivative(ElementwiseKernel? activation) =>
        activation is null || activation.Operation.InputGradient.IsCostly ? null : new SumFinish(activation.Operation.InputGradient, "dy", activation.Operation.SavedVariable);

    /// <summary>Writes it as the struct <c>Finish</c>, of which tiles are made.</summary>
    public void Emit(SourceWriter writer, ElementType element)
    {
        Target target = new(Isa.Vector256, element);
        writer.Line("/// <summary>What becomes of a vector of sums.</summary>");
        if (Kind is not null)
        {
            writer.Line($"[StructLayout(LayoutKind.Sequential, Size = CompanionKind.{Kind})]");
        }

        using (writer.Block($"private readonly struct Finish : ISumFinish<{element.Keyword()}>"))
        {
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Method($"public static {target.Type} Invoke({target.Type} {Sum}, ref {element.Keyword()} companion)"))
            {
                if (Companion is not null)
                {
                    writer.Line($"{target.Type} {Companion} = {(Kind == "Element" ? target.Broadcast("companion") : target.Load("companion", "0"))};");
                }

                ExpressionWriter expressions = new(writer, target);
                writer.Line($"return {expressions.Write(Value)};");
            }
        }
    }
}
