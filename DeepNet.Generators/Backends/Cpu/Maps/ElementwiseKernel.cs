using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>An activation: its value and derivative for registers of any width, which other kernels inline, and the loops over memory.</summary>
internal sealed partial record ElementwiseKernel(ElementType Element, Elementwise Operation) : KernelSpec(Element)
{
    /// <summary>The elements of the learned operand: one for each channel of a row, or one for all; 0 for a function without one.</summary>
    public int Width { get; init; }

    public override string ClassName => Operation.Name + (Width == 0 ? "" : "_" + Width.ToString(CultureInfo.InvariantCulture)) + Element.Suffix();

    public override string Summary => $"{Operation.Name}: <c>{Operation.Formula}</c>, elementwise.";

    /// <summary>Functions such as GELU cost more than the multiply-adds that are assumed here, ReLU less: it is bound by memory.</summary>
    public override BatchSplit? Split(int size) => new(8L * size);

    public override void Emit(SourceWriter writer)
    {
        string saved = Operation.Saves == Saved.Output ? "outputs" : "inputs";
        EmitFunction(writer, "Value", "x" + LearnedParameter, Operation.Value, "The value.");
        EmitFunction(writer, "InputGradient", $"{Operation.SavedVariable}, dy{LearnedParameter}", Operation.InputGradient, "The gradient of the input from that of the output.", isCalled: Operation.Learned is null);
        if (Operation.Learned is { } learned)
        {
            EmitFunction(writer, "Part", $"{Operation.SavedVariable}, dy", learned.Gradient, $"What an element adds to the gradient of {learned.Variable}.", isCalled: false);
            EmitLearned(writer, learned, saved);
            return;
        }

        EmitOperator(writer, "ValueOperator", "IUnaryOperator", "Value", "x", Operation.Value.IsCostly);
        EmitOperator(writer, "GradientOperator", "IBinaryOperator", "InputGradient", "x, y", Operation.InputGradient.IsCostly);
        writer.Line("/// <summary>The values of <c>length</c> elements; output may be input.</summary>");
        EmitLoop(writer, "Forward", "Map", "ValueOperator", "output", "input");
        writer.Line().Line($"/// <summary>The gradients of <c>length</c> inputs from the saved {saved}; dInput may be dOutput.</summary>");
        EmitLoop(writer, "Backward", "Map", "GradientOperator", "dInput", "saved", "dOutput");
        writer.Line().Line("/// <summary>As <see cref=\"Backward\"/>, added to the existing values.</summary>");
        EmitLoop(writer, "Accumulate", "Accumulate", "GradientOperator", "dInput", "saved", "dOutput");
    }

    /// <summary>Writes a function for all widths, and the forms of each width if the kernels of products and convolutions call them.</summary>
    private void EmitFunction(SourceWriter writer, string name, string parameters, Expression expression, string summary, bool isCalled = true)
    {
        string[] names = parameters.Split([", "], System.StringSplitOptions.None);
        string Typed(string type) => string.Join(", ", names.Select(n => $"{type} {n}"));
        writer.Line($"/// <summary>{summary}</summary>").Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        SourceWriter locals = new();
        string value = new ExpressionWriter(locals, new Target(Isa.Lanes, Element)).Write(expression);
        string header = $"internal static TVector {name}<TVector, L>({Typed("TVector")}) {Target.Constraints(Element)}";
        if (locals.ToString() is { Length: > 0 } text)
        {
            using (writer.Block(header))
            {
                writer.Line(text.TrimEnd()).Line($"return {value};");
            }
        }
        else
        {
            writer.Line(header + " =>").Line($"    {value};");
        }

        writer.Line();
        foreach (Isa isa in isCalled ? [Isa.Vector512, Isa.Vector256, Isa.Vector128, Isa.Scalar, Isa.Reference] : Array.Empty<Isa>())
        {
            if (isa == Isa.Reference ? writer.HasTwins : isa != Isa.Vector512 || expression.IsCostly)
            {
                Target target = new(isa, Element);
                writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
                writer.Line($"internal static {target.Type} {name}{(isa == Isa.Reference ? "Reference" : "")}({Typed(target.Type)}) => {name}<{target.TypeArguments}>({parameters});").Line();
            }
        }
    }

    private void EmitOperator(SourceWriter writer, string name, string type, string function, string parameters, bool isCostly)
    {
        string arguments = string.Join(", ", parameters.Split([", "], System.StringSplitOptions.None).Select(p => "TVector " + p));
        string contract = $"{type}<{Element.Keyword()}>";
        writer.Line($"/// <summary><see cref=\"{function}{{TVector, L}}({string.Join(", ", parameters.Split([", "], System.StringSplitOptions.None).Select(_ => "TVector"))})\"/> for loops.</summary>");
        using (writer.Block($"internal readonly struct {name} : {contract}"))
        {
            if (isCostly)
            {
                writer.Line("static bool IElementOperator.IsCostly => true;").Line();
            }

            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            writer.Line($"static TVector {contract}.Invoke<TVector, L>({arguments}) => {function}<TVector, L>({parameters});");
        }

        writer.Line();
    }

    private void EmitLoop(SourceWriter writer, string name, string loop, string operation, params string[] references)
    {
        string keyword = Element.Keyword();
        string parameters = string.Join(", ", references.Select(r => $"ref {keyword} {r}")) + ", int length";
        string arguments = string.Join(", ", references.Select(r => "ref " + r)) + ", length";
        writer.Line($"internal static void {name}({parameters}) =>").Line($"    ElementLoops.{loop}<{operation}>({arguments});");
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line($"/// <summary>The same as <see cref=\"{name}\"/>, one element at a time with the base library's mathematics.</summary>");
        writer.Line($"internal static void {name}Reference({parameters}) =>").Line($"    ElementLoops.{loop}Reference<{operation}>({arguments});");
    }
}
