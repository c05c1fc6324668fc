using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>An activation: its value and derivative for registers of any width, which other kernels inline, and the loops over memory.</summary>
internal sealed record ElementwiseKernel(ElementType Element, Elementwise Operation) : KernelSpec(Element)
{
    /// <summary>The elements of the learned operand: one for each channel of a row, or one for all; 0 for a function without one.</summary>
    public int Width { get; init; }

    public override string ClassName => Operation.Name + (Width == 0 ? "" : "_" + Width.ToString(CultureInfo.InvariantCulture)) + Element.Suffix();

    public override string Summary => $"{Operation.Name}: <c>{Operation.Formula}</c>, elementwise.";

    private string SavedName => Operation.Saves == Saved.Output ? "y" : "x";

    /// <summary>The learned operand as the last parameter of a function of registers.</summary>
    private string LearnedParameter => Operation.Learned is { } learned ? ", " + learned.Variable : "";

    /// <summary>Functions such as GELU cost more than the multiply-adds that are assumed here, ReLU less: it is bound by memory.</summary>
    public override BatchSplit? Split(int size) => new(8L * size);

    public override void Emit(SourceWriter writer)
    {
        foreach (Isa isa in (Isa[])[Isa.Vector512, Isa.Vector256, Isa.Vector128, Isa.Scalar])
        {
            if (isa != Isa.Vector512 || Operation.Value.IsCostly)
            {
                EmitFunction(writer, new Target(isa, Element), "Value", "x" + LearnedParameter, Operation.Value, "The value.");
            }

            if (isa != Isa.Vector512 || Operation.InputGradient.IsCostly)
            {
                EmitFunction(writer, new Target(isa, Element), "InputGradient", $"{SavedName}, dy{LearnedParameter}", Operation.InputGradient, "The gradient of the input from that of the output.");
            }
        }

        foreach (Isa isa in Operation.Learned is null ? [] : (Isa[])[Isa.Vector512, Isa.Vector256, Isa.Vector128, Isa.Scalar, Isa.Reference])
        {
            Target target = new(isa, Element);
            if (isa != Isa.Vector512 || Operation.Learned!.Gradient.IsCostly)
            {
                EmitFunction(writer, target, Name(target, "Part"), $"{SavedName}, dy", Operation.Learned!.Gradient, $"What an element adds to the gradient of {Operation.Learned.Variable}.");
            }
        }

        EmitFunction(writer, new Target(Isa.Reference, Element), "ValueReference", "x" + LearnedParameter, Operation.Value, "The value, with the base library's mathematics.");
        EmitFunction(writer, new Target(Isa.Reference, Element), "InputGradientReference", $"{SavedName}, dy{LearnedParameter}", Operation.InputGradient, "The gradient, with the base library's mathematics.");

        string elements = Width > 1 ? "<c>rows</c> rows" : "<c>length</c> elements";
        string saved = Operation.Saves == Saved.Output ? "outputs" : "inputs";
        writer.Line($"/// <summary>The values of {elements}; output may be input.</summary>");
        EmitLoop(writer, "Forward", ["output", "input"], t => $"{Name(t, "Value")}({t.Load("input", "i")}{Learned(t)})", Operation.Value.IsCostly);
        writer.Line().Line($"/// <summary>The gradients of {(Width > 1 ? "<c>rows</c> rows of" : "<c>length</c>")} inputs from the saved {saved}; dInput may be dOutput.</summary>");
        EmitLoop(writer, "Backward", ["dInput", "saved", "dOutput"], Gradient, Operation.InputGradient.IsCostly);
        writer.Line().Line("/// <summary>As <see cref=\"Backward\"/>, added to the existing values.</summary>");
        EmitLoop(writer, "Accumulate", ["dInput", "saved", "dOutput"], t => $"({t.Load("dInput", "i")} + {Gradient(t)})", Operation.InputGradient.IsCostly);
        if (Operation.Learned is { } learned)
        {
            writer.Line().Line($"/// <summary>What each of <c>length</c> elements adds to the gradient of {learned.Variable}; parts may be dOutput.</summary>");
            ElementLoop.Method(writer, Element, "Parts", Parameters(["parts", "saved", "dOutput"]), "", t =>
                writer.Line(t.Store($"{Name(t, "Part")}({t.Load("saved", "i")}, {t.Load("dOutput", "i")})", "parts", "i")), isWide: learned.Gradient.IsCostly);
        }
    }

    private string Gradient(Target target) => $"{Name(target, "InputGradient")}({target.Load("saved", "i")}, {target.Load("dOutput", "i")}{Learned(target)})";

    /// <summary>The learned operand as the last argument.</summary>
    private string Learned(Target target) => Operation.Learned is not { } learned ? "" : ", " + (Width > 1 ? target.Load(learned.Variable, "i") : target.Broadcast(learned.Variable));

    private string Parameters(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"ref {Element.Keyword()} {n}"));

    /// <summary>Writes a method and its twin that give the first of some tensors what <paramref name="value"/> says: element by element, or row by row if the learned operand has an element for each channel.</summary>
    private void EmitLoop(SourceWriter writer, string name, string[] tensors, Func<Target, string> value, bool isWide)
    {
        string[] all = Operation.Learned is { } learned ? [.. tensors, learned.Variable] : tensors;
        if (Width <= 1)
        {
            ElementLoop.Method(writer, Element, name, Parameters(all), "", t => writer.Line(t.Store(value(t), tensors[0], "i")), isWide: isWide);
            return;
        }

        using (writer.Method($"internal static void {name}({Parameters(all)}, int rows)"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            RowLoops loops = new(writer, Element, Width);
            loops.Each(t => writer.Line(t.Store(value(t), tensors[0], "i")));
            loops.Advance(tensors);
        }

        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line($"/// <summary>The same as <see cref=\"{name}\"/>, one element at a time with the base library's mathematics.</summary>");
        using (writer.Method($"internal static void {name}Reference({Parameters(all)}, int rows)"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            string width = Width.ToString(CultureInfo.InvariantCulture);
            Target target = new(Isa.Reference, Element);
            using (writer.Block($"for (nuint i = 0; i < {width}; i++)"))
            {
                writer.Line(target.Store(value(target), tensors[0], "i"));
            }

            writer.Line();
            new RowLoops(writer, Element, Width).Advance(tensors);
        }
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
