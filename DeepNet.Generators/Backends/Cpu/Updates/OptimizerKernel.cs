using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Text;

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

    private MapProgram Program => Rule.Program;

    private string Keyword => Element.Keyword();

    private string Parameters => $"{TargetParameters}, ref {Keyword} gradient, int length, in Coefficients coefficients";

    private string OuterParameters => $"{TargetParameters}, ref {Keyword} input, ref {Keyword} dOutput, int rows, int columns, in Coefficients coefficients";

    public override void Emit(SourceWriter writer)
    {
        EmitCoefficients(writer);
        writer.Line("/// <summary>Updates <c>length</c> parameters from their gradients.</summary>").Line(Inlined);
        using (writer.Method($"internal static void Update({Parameters})"))
        {
            writer.Line($"Run<StoredGradient<{Keyword}>>({Arguments("gradient", "gradient")}, 1, (uint)length, in coefficients);");
        }

        writer.Line().Line("/// <summary>Updates <c>rows</c> rows of parameters of a single sample, whose gradient is the outer product of <c>input</c> and <c>dOutput</c>.</summary>").Line(Inlined);
        using (writer.Method($"internal static void UpdateOuter({OuterParameters})"))
        {
            writer.Line($"Run<OuterGradient<{Keyword}>>({Arguments("input", "dOutput")}, rows, (uint)columns, in coefficients);");
        }

        writer.Line();
        EmitWidths(writer);
        writer.Line();
        EmitRun(writer);
        EmitTwins(writer);
    }

    private void EmitTwins(SourceWriter writer)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        Target twin = new(Isa.Reference, Element);
        writer.Line().Line("/// <summary>The same as <see cref=\"Update\"/>, one parameter at a time with the base library's mathematics.</summary>");
        using (writer.Method($"internal static void UpdateReference({Parameters})"))
        {
            writer.Line($"Run<StoredGradient<{Keyword}>, {twin.TypeArguments}>({Arguments("gradient", "gradient")}, 1, 0, (uint)length, in coefficients);");
        }

        writer.Line().Line("/// <summary>The same as <see cref=\"UpdateOuter\"/>, one parameter at a time with the base library's mathematics.</summary>");
        using (writer.Method($"internal static void UpdateOuterReference({OuterParameters})"))
        {
            writer.Line($"Run<OuterGradient<{Keyword}>, {twin.TypeArguments}>({Arguments("input", "dOutput")}, rows, 0, (uint)columns, in coefficients);");
        }
    }

    // A caller then calls the loop of its hardware's width and nothing else, unless elements are left.
    private const string Inlined = "[MethodImpl(MethodImplOptions.AggressiveInlining)]";

    private string Arguments(string factors, string gradient) => string.Join(", ", Targets.Select(t => "ref " + t)) + $", ref {factors}, ref {gradient}";

    /// <summary>Writes the choice of widths. A step of Adam with 512 bits takes 0.6 of the time on an EPYC 9005 (benchmarks/RESULTS.md).</summary>
    private void EmitWidths(SourceWriter writer)
    {
        writer.Line(Inlined);
        string where = $"where TGradient : struct, IGradient<{Keyword}>";
        writer.Call("private static void Run<TGradient>", [.. Targets.Concat(["factors", "gradient"]).Select(t => $"ref {Keyword} {t}"), "int rows", "nuint columns", "in Coefficients coefficients"], ")");
        using (writer.Method("    " + where))
        {
            void Call(string condition, string start, Isa isa)
            {
                using (writer.Block(condition))
                {
                    writer.Call(
                        $"{start}Run<TGradient, {new Target(isa, Element).TypeArguments}>",
                        [.. Targets.Concat(["factors", "gradient"]).Select(t => "ref " + t), "rows", "i", "columns", "in coefficients"]);
                }
            }

            writer.Line("nuint i = 0;");
            Call("if (Vector512.IsHardwareAccelerated)", "i = ", Isa.Vector512);
            writer.Line();
            Call("if (Vector256.IsHardwareAccelerated && i < columns)", "i = ", Isa.Vector256);
            Call("else if (Vector128.IsHardwareAccelerated && i < columns)", "i = ", Isa.Vector128);
            writer.Line();
            Call("if (i < columns)", "", Isa.Scalar);
        }
    }

    /// <summary>Writes the loop, for any width. The coefficients are broadcast before it, so that they stay in registers.</summary>
    private void EmitRun(SourceWriter writer)
    {
        Target lanes = new(Isa.Lanes, Element);
        writer.Line("// The columns from first on, as far as whole vectors go; returns where they end.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string where = $"where TGradient : struct, IGradient<{Keyword}> {Target.Constraints(Element)}";
        writer.Call("private static nuint Run<TGradient, TVector, L>", [.. Targets.Concat(["factors", "gradient"]).Select(t => $"ref {Keyword} {t}"), "int rows", "nuint first", "nuint columns", "in Coefficients coefficients"], ")");
        using (writer.Method("    " + where))
        {
            foreach (string coefficient in Program.Coefficients)
            {
                writer.Line($"TVector {coefficient} = {lanes.Broadcast("coefficients." + Pascal(coefficient))};");
            }

            writer.Line("nuint end = columns - (columns - first) % (nuint)L.Count;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line($"TVector factor = {lanes.Broadcast("Unsafe.Add(ref factors, row)")};");
                using (writer.Block("for (nuint i = first; i < end; i += (nuint)L.Count)"))
                {
                    // A writer of its own for each value: a local of an earlier one may hold a value from before an assignment.
                    new MapText(writer, Program, lanes.Type).Write(
                        port => port.Name == "gradient" ? "TGradient.Load<TVector, L>(ref Unsafe.Add(ref gradient, i), factor)" : lanes.Load(port.Name, "i"),
                        value => new ExpressionWriter(writer, lanes).Write(value));
                    foreach (MapPort port in Program.Stores)
                    {
                        writer.Line(lanes.Store(port.Variable, port.Name, "i"));
                    }
                }

                writer.Line();
                foreach (string name in Targets)
                {
                    writer.Line($"{name} = ref Unsafe.Add(ref {name}, columns);");
                }
            }

            writer.Line().Line("return end;");
        }
    }

    private void EmitCoefficients(SourceWriter writer)
    {
        writer.Line("/// <summary>The values that are the same for all parameters in a step.</summary>");
        using (writer.Block($"internal readonly struct Coefficients({string.Join(", ", Rule.Coefficients.Select(c => $"double {c}"))})"))
        {
            foreach (string coefficient in Rule.Coefficients)
            {
                writer.Line($"internal readonly {Keyword} {Pascal(coefficient)} = {(Element.IsDouble ? "" : "(float)")}{coefficient};");
            }
        }

        writer.Line();
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
