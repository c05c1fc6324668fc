using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations.Updates;

namespace DeepNet.Generators.Backends.Cpu.Updates;

/// <summary>An optimizer's update for registers of any width, which gradient kernels inline, and the loop over all parameters.</summary>
internal sealed record OptimizerKernel(ElementType Element, OptimizerRule Rule) : KernelSpec(Element)
{
    public override string ClassName => Rule.Name + "Step" + Element.Suffix();

    /// <summary>The call that updates <paramref name="count"/> parameters from the gradients in <c>gradient</c>.</summary>
    public string UpdateCall(string offset, string count, string method = "Update", string gradient = "ref gradient")
    {
        Target scalar = new(Isa.Scalar, Element);
        return $"{ClassName}.{method}({string.Join(", ", Targets.Select(t => "ref " + scalar.Load(t, offset)))}, {gradient}, {count}, in coefficients);";
    }

    public override string Summary => $"{Rule.Name}: <c>{Rule.Formula}</c>.";

    /// <summary>What an update changes: the weight, then the states.</summary>
    public IEnumerable<string> Targets => new[] { "weight" }.Concat(Rule.States);

    public string TargetParameters => string.Join(", ", Targets.Select(t => $"ref {Element.Keyword()} {t}"));

    public override void Emit(SourceWriter writer)
    {
        EmitCoefficients(writer);
        string parameters = $"{TargetParameters}, ref {Element.Keyword()} gradient, int length, in Coefficients coefficients";
        string outerParameters = $"{TargetParameters}, ref {Element.Keyword()} input, ref {Element.Keyword()} dOutput, int rows, int columns, in Coefficients coefficients";
        writer.Line("/// <summary>Updates <c>length</c> parameters from their gradients.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Update({parameters})"))
        {
            writer.Line("nuint i = 0;").Line("nuint count = (uint)length;");

            // The coefficients are broadcast before the loop, so that they stay in registers.
            EmitLoops(writer, t => t.Load("gradient", "i"));
        }

        writer.Line().Line("/// <summary>Updates <c>rows</c> rows of parameters of a single sample, whose gradient is the outer product of <c>input</c> and <c>dOutput</c>.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void UpdateOuter({outerParameters})"))
        {
            writer.Line("nuint count = (uint)columns;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line("nuint i = 0;").Line($"{Element.Keyword()} factor = Unsafe.Add(ref input, row);");
                EmitLoops(writer, t => $"{t.Broadcast("factor")} * {t.Load("dOutput", "i")}");
                foreach (string name in Targets)
                {
                    writer.Line($"{name} = ref Unsafe.Add(ref {name}, columns);");
                }
            }
        }

        writer.Line().Line("/// <summary>The same as <see cref=\"UpdateOuter\"/>, one parameter at a time with the base library's mathematics.</summary>");
        using (writer.Method($"internal static void UpdateOuterReference({outerParameters})"))
        using (writer.Block("for (nuint i = 0; i < (uint)(rows * columns); i++)"))
        {
            Target target = new(Isa.Reference, Element);
            EmitBroadcasts(writer, target);
            EmitRule(writer, target, "Unsafe.Add(ref input, (int)i / columns) * Unsafe.Add(ref dOutput, (int)i % columns)");
        }

        writer.Line().Line("/// <summary>The same as <see cref=\"Update\"/>, one parameter at a time with the base library's mathematics.</summary>");
        using (writer.Method($"internal static void UpdateReference({parameters})"))
        using (writer.Block("for (nuint i = 0; i < (uint)length; i++)"))
        {
            Target target = new(Isa.Reference, Element);
            EmitBroadcasts(writer, target);
            EmitRule(writer, target, target.Load("gradient", "i"));
        }
    }

    private void EmitLoops(SourceWriter writer, Func<Target, string> gradient)
    {
        ElementLoop.VectorLoops(writer, Element, "count", t => EmitRule(writer, t, gradient(t)), before: t => EmitBroadcasts(writer, t), isWide: true);
        ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), "count", t =>
        {
            EmitBroadcasts(writer, t);
            EmitRule(writer, t, gradient(t));
        });
    }

    private void EmitCoefficients(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line("/// <summary>The values that are the same for all parameters in a step.</summary>");
        using (writer.Block($"internal readonly struct Coefficients({string.Join(", ", Rule.Coefficients.Select(c => $"double {c}"))})"))
        {
            foreach (string coefficient in Rule.Coefficients)
            {
                writer.Line($"internal readonly {keyword} {Pascal(coefficient)} = {(Element.IsDouble ? "" : "(float)")}{coefficient};");
            }
        }

        writer.Line();
    }

    private void EmitBroadcasts(SourceWriter writer, Target target)
    {
        foreach (string coefficient in Rule.Coefficients)
        {
            writer.Line($"{target.Type} {coefficient} = {target.Broadcast("coefficients." + Pascal(coefficient))};");
        }
    }

    /// <summary>Writes the rule for the parameters at <c>i</c>.</summary>
    private void EmitRule(SourceWriter writer, Target target, string gradient)
    {
        writer.Line($"{target.Type} g = {gradient};");
        foreach (string name in Targets)
        {
            writer.Line($"{target.Type} {OptimizerRule.Local(name)} = {target.Load(name, "i")};");
        }

        foreach (Assignment assignment in Rule.Assignments)
        {
            // A writer of its own for each: a local of an earlier one may hold a value from before an assignment.
            writer.Line($"{OptimizerRule.Local(assignment.Target)} = {new ExpressionWriter(writer, target).Write(assignment.Value)};");
        }

        foreach (string name in Targets.Where(t => Rule.Assignments.Any(a => a.Target == t)))
        {
            writer.Line(target.Store(OptimizerRule.Local(name), name, "i"));
        }
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
