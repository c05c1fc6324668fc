using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Emit.Cpu;
using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Optimizers;

/// <summary>An optimizer's update for registers of any width, which gradient kernels inline, and the loop over all parameters.</summary>
internal sealed record OptimizerKernel(ElementType Element, OptimizerRule Rule) : KernelSpec(Element)
{
    public override string ClassName => Rule.Name + "Step" + Element.Suffix();

    public override string Summary => $"{Rule.Name}: <c>{Rule.Formula}</c>.";

    /// <summary>What an update changes: the weight, then the states.</summary>
    public IEnumerable<string> Targets => new[] { "weight" }.Concat(Rule.States);

    public string TargetParameters => string.Join(", ", Targets.Select(t => $"ref {Element.Keyword()} {t}"));

    public string TargetArguments => string.Join(", ", Targets.Select(t => "ref " + t));

    /// <summary>The statement that updates the parameters at an offset with a gradient in a register.</summary>
    /// <param name="target">The width.</param>
    /// <param name="gradient">The gradient's local.</param>
    /// <param name="offset">The offset from the targets' references.</param>
    /// <param name="lanes">The lanes to store, if not all.</param>
    public string ApplyCall(Target target, string gradient, string offset, int? lanes)
    {
        Target scalar = new(Isa.Scalar, Element);
        string references = string.Join(", ", Targets.Select(t => "ref " + scalar.Load(t, offset)));
        string count = lanes is { } value ? ", " + value.ToString(CultureInfo.InvariantCulture) : "";
        return $"{ClassName}.{(target.Isa == Isa.Reference ? "ApplyReference" : "Apply")}({references}, {gradient}, in coefficients{count});";
    }

    public override void Emit(SourceWriter writer)
    {
        EmitCoefficients(writer);
        foreach (Isa isa in (Isa[])[Isa.Vector256, Isa.Vector128, Isa.Scalar])
        {
            EmitApply(writer, new Target(isa, Element), "Apply", partial: false);
            if (isa != Isa.Scalar)
            {
                EmitApply(writer, new Target(isa, Element), "Apply", partial: true);
            }
        }

        EmitApply(writer, new Target(Isa.Reference, Element), "ApplyReference", partial: false);

        writer.Line("/// <summary>Updates <c>length</c> parameters from their gradients.</summary>");
        ElementLoop.Method(writer, Element, "Update", $"{TargetParameters}, ref {Element.Keyword()} gradient", "in Coefficients coefficients", t =>
        {
            string references = string.Join(", ", Targets.Select(name => $"ref Unsafe.Add(ref {name}, i)"));
            string apply = t.Isa == Isa.Reference ? "ApplyReference" : "Apply";
            writer.Line($"{apply}({references}, {t.Load("gradient", "i")}, in coefficients);");
        });
    }

    private void EmitCoefficients(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line("/// <summary>What is the same for all parameters of a step.</summary>");
        using (writer.Block($"internal readonly struct Coefficients({string.Join(", ", Rule.Coefficients.Select(c => $"double {c}"))})"))
        {
            foreach (string coefficient in Rule.Coefficients)
            {
                writer.Line($"internal readonly {keyword} {Pascal(coefficient)} = {(Element == ElementType.Single ? "(float)" : "")}{coefficient};");
            }
        }

        writer.Line();
    }

    private void EmitApply(SourceWriter writer, Target target, string method, bool partial)
    {
        string summary = partial ? "Updates the first <c>count</c> lanes." : target.IsVector ? $"Updates {target.Lanes.ToString(CultureInfo.InvariantCulture)} parameters." : "Updates one parameter.";
        writer.Line($"/// <summary>{summary}</summary>").Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"internal static void {method}({string.Join(", ", Targets.Select(t => $"ref {Element.Keyword()} {t}At"))}, {target.Type} gradient, in Coefficients coefficients{(partial ? ", int count" : "")})"))
        {
            foreach (string coefficient in Rule.Coefficients)
            {
                writer.Line($"{target.Type} {coefficient} = {target.Broadcast("coefficients." + Pascal(coefficient))};");
            }

            foreach (string name in Targets)
            {
                writer.Line($"{target.Type} {name} = {target.Load(name + "At", "0")};");
            }

            HashSet<string> declared = [.. Targets];
            foreach (Assignment assignment in Rule.Assignments)
            {
                // A writer of its own for each: a local of an earlier one may hold a value from before an assignment.
                string value = new ExpressionWriter(writer, target).Write(assignment.Value);
                writer.Line($"{(declared.Add(assignment.Target) && assignment.Target != "gradient" ? target.Type + " " : "")}{assignment.Target} = {value};");
            }

            foreach (string name in Targets)
            {
                writer.Line(partial ? $"PartialVector.Store({name}, ref {name}At, count);" : target.Store(name, name + "At", "0"));
            }
        }

        writer.Line();
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
