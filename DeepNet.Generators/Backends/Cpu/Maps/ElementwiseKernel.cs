using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>An activation: its value and derivative for registers of any width, which other kernels inline, and the loops over memory.</summary>
internal sealed record ElementwiseKernel(ElementType Element, Elementwise Operation) : KernelSpec(Element)
{
    public override string ClassName => Operation.Name + Element.Suffix();

    public override string Summary => $"{Operation.Name}: <c>{Operation.Formula}</c>, elementwise.";

    private string SavedName => Operation.Saves == Saved.Output ? "y" : "x";

    /// <summary>Functions such as GELU cost more than the multiply-adds that are assumed here, ReLU less: it is bound by memory.</summary>
    public override BatchSplit? Split(int size) => new(8L * size);

    public override void Emit(SourceWriter writer)
    {
        foreach (Isa isa in (Isa[])[Isa.Vector512, Isa.Vector256, Isa.Vector128, Isa.Scalar])
        {
            if (isa != Isa.Vector512 || Operation.Value.IsCostly)
            {
                EmitFunction(writer, new Target(isa, Element), "Value", "x", Operation.Value, "The value.");
            }

            if (isa != Isa.Vector512 || Operation.InputGradient.IsCostly)
            {
                EmitFunction(writer, new Target(isa, Element), "InputGradient", $"{SavedName}, dy", Operation.InputGradient, "The gradient of the input from that of the output.");
            }
        }

        EmitFunction(writer, new Target(Isa.Reference, Element), "ValueReference", "x", Operation.Value, "The value, with the base library's mathematics.");
        EmitFunction(writer, new Target(Isa.Reference, Element), "InputGradientReference", $"{SavedName}, dy", Operation.InputGradient, "The gradient, with the base library's mathematics.");

        string keyword = Element.Keyword();
        writer.Line("/// <summary>The values of <c>length</c> elements; output may be input.</summary>");
        ElementLoop.Method(writer, Element, "Forward", $"ref {keyword} output, ref {keyword} input", "", t =>
            writer.Line(t.Store($"{Name(t, "Value")}({t.Load("input", "i")})", "output", "i")), isWide: Operation.Value.IsCostly);
        writer.Line().Line($"/// <summary>The gradients of <c>length</c> inputs from the saved {(Operation.Saves == Saved.Output ? "outputs" : "inputs")}; dInput may be dOutput.</summary>");
        ElementLoop.Method(writer, Element, "Backward", $"ref {keyword} dInput, ref {keyword} saved, ref {keyword} dOutput", "", t =>
            writer.Line(t.Store($"{Name(t, "InputGradient")}({t.Load("saved", "i")}, {t.Load("dOutput", "i")})", "dInput", "i")), isWide: Operation.InputGradient.IsCostly);
        writer.Line().Line("/// <summary>As <see cref=\"Backward\"/>, added to the existing values.</summary>");
        ElementLoop.Method(writer, Element, "Accumulate", $"ref {keyword} dInput, ref {keyword} saved, ref {keyword} dOutput", "", t =>
            writer.Line(t.Store($"({t.Load("dInput", "i")} + {Name(t, "InputGradient")}({t.Load("saved", "i")}, {t.Load("dOutput", "i")}))", "dInput", "i")), isWide: Operation.InputGradient.IsCostly);
    }

    private static string Name(Target target, string function) => target.Isa == Isa.Reference ? function + "Reference" : function;

    private static void EmitFunction(SourceWriter writer, Target target, string name, string parameters, Expression expression, string summary)
    {
        List<string> typed = [];
        foreach (string parameter in parameters.Split([", "], System.StringSplitOptions.None))
        {
            typed.Add($"{target.Type} {parameter}");
        }

        writer.Line($"/// <summary>{summary}</summary>").Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Method($"internal static {target.Type} {name}({string.Join(", ", typed)})"))
        {
            ExpressionWriter expressions = new(writer, target);
            writer.Line($"return {expressions.Write(expression)};");
        }

        writer.Line();
    }
}
