using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Members;
using DeepNet.Generators.Model;
using DeepNet.Generators.Optimizers;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>
/// Writes the public members of a network whose declaration has a mistake, with bodies that throw: code that uses the network still compiles,
/// and the diagnostic of the mistake stays alone.
/// </summary>
internal static class SkeletonEmitter
{
    private const string Body = "throw new global::System.InvalidOperationException(\"The network's declaration has an error; see the compiler's DEEP diagnostics.\");";
    private const string Throws = "Throws: the declaration has an error.";

    public static IEnumerable<GeneratedFile> Emit(NetworkSpec spec)
    {
        static string Documentation(ClassMember member) => $"<summary>{(member.Kind == MemberKind.Constant ? "Unknown: the declaration has an error." : Throws)}</summary>";
        yield return NetworkEmitter.File(spec, Facts(spec), "", writer => EmitMark(writer, spec), members => EmitMembers(members, spec), BaseList(spec), Documentation);
    }

    /// <summary>What the analyzer looks at, which sees the constants of generated code.</summary>
    private static void EmitMark(SourceWriter writer, NetworkSpec spec) =>
        writer.Line($"[global::DeepNet.CompilerServices.DeclarationError({string.Join(", ", spec.UnknownAttributes.Select(i => $"\"{Number(i)}{(i < 0 ? spec.Network : spec.Attributes[i]).UnknownArgument}\""))})]");

    private static void EmitMembers(MemberWriter members, NetworkSpec spec)
    {
        string element = Element(spec);
        foreach (ClassMember member in ClassMembers.All.Where(m => m.IsPublic && members.Facts.Have(m)))
        {
            members.Write(member, member.Kind == MemberKind.Constant ? " = 1;" : member.IsSettable ? $" {{ get => {Body} set => {Body} }}" : $" => {Body}");
        }

        NetworkEmitter.EmitInterfaceConstants(
            members, IsTrainable(spec) ? $"global::DeepNet.ITrainable<{members.Facts.TypeName}, {InputElement(spec)}, {element}, {TargetType(spec, Losses(spec)[0])}>" : null);
        EmitLayers(members, spec, element);
    }

    /// <summary>What the class would most probably be made of, without its form on a GPU, which has members of its own.</summary>
    private static ClassFacts Facts(NetworkSpec spec)
    {
        string element = Element(spec);
        List<AttributeSpec> losses = Losses(spec);
        int outputs = System.Math.Max(1, losses.Count);
        string inputs = InputCount(spec) <= 1
            ? $"global::System.ReadOnlySpan<{InputElement(spec)}> input"
            : string.Join(", ", spec.Attributes.Where(a => a.Kind == "Input").Select((a, i) => $"global::System.ReadOnlySpan<{(IsInteger(a) ? "int" : element)}> input{Number(i)}"));
        IEnumerable<string> targets = losses.Count == 0
            ? [$"global::System.ReadOnlySpan<{element}> targets"]
            : losses.SelectMany((l, i) => Targets(spec, l).Select(t => $"global::System.ReadOnlySpan<{t.Type}> {t.Name}{(losses.Count == 1 ? "" : Number(i))}"));
        List<OptimizerOptions> optimizers = spec.Attributes.Where(a => OptimizerCatalog.Find(a.Kind) is not null).Select(a => new OptimizerOptions(a)).ToList();
        NetworkParts parts = new(Trains(spec), spec.Attributes.Any(a => LayerCatalog.Find(a.Kind) is { HasState: true }), Gpu: false);
        string outputSpans = Spans("Span", element, "output", outputs);
        return new ClassFacts(CSharpNames.Identifier(spec.Type.Name), element, parts)
        {
            IsRecord = spec.Type.Keyword == "record",
            Accumulates = optimizers.Any(o => o.Accumulates),
            HasAverage = optimizers.Any(o => o.HasAverage),
            CountedLabels = losses.Count == 1 && TakesLabels(losses[0]) ? "labels" : null,
            Inputs = inputs,
            Outputs = outputSpans,
            Predictions = Spans("Span", element, "prediction", outputs),
            Targets = string.Join(", ", targets),
            StepTensors = $"{inputs}, {outputSpans}",
        };
    }

    /// <summary>The interface that the class most probably would have, so that generic code takes it.</summary>
    private static string BaseList(NetworkSpec spec)
    {
        string type = CSharpNames.Identifier(spec.Type.Name);
        return " : global::DeepNet." + (IsTrainable(spec) ? $"ITrainable<{type}, {InputTypes(spec)}, {TargetType(spec, Losses(spec)[0])}>"
            : InputCount(spec) <= 1 && Losses(spec).Count == 0 ? $"IPredictor<{type}, {InputTypes(spec)}>"
            : $"INetwork<{type}>");
    }

    private static bool IsTrainable(NetworkSpec spec) => InputCount(spec) <= 1 && Losses(spec).Count == 1 && Targets(spec, Losses(spec)[0]).Count() == 1;

    private static bool Trains(NetworkSpec spec) => Losses(spec).Count > 0 || spec.Attributes.Any(a => OptimizerCatalog.Find(a.Kind) is not null);

    private static List<AttributeSpec> Losses(NetworkSpec spec) => spec.Attributes.Where(a => LossCatalog.Find(a.Kind) is not null).ToList();

    private static int InputCount(NetworkSpec spec) => spec.Attributes.Count(a => a.Kind == "Input");

    private static string Element(NetworkSpec spec) => spec.Network.Member<Precision>("Precision") == Precision.Double ? "double" : "float";

    private static bool IsInteger(AttributeSpec input) => input.Flag("Integer");

    /// <summary>The element type of the one input.</summary>
    private static string InputElement(NetworkSpec spec) => spec.Attributes.Any(a => a.Kind == "Input" && IsInteger(a)) ? "int" : Element(spec);

    private static string InputTypes(NetworkSpec spec) => InputElement(spec) == "int" ? "int, " + Element(spec) : Element(spec);

    private static bool TakesLabels(AttributeSpec loss) => LossCatalog.Find(loss.Kind)!.TakesLabels(loss);

    private static string TargetType(NetworkSpec spec, AttributeSpec loss) => TakesLabels(loss) ? "int" : Element(spec);

    /// <summary>What a loss takes of the caller.</summary>
    private static IEnumerable<(string Type, string Name)> Targets(NetworkSpec spec, AttributeSpec loss)
    {
        if (LossCatalog.Find(loss.Kind)!.HasTargets)
        {
            yield return (TargetType(spec, loss), TakesLabels(loss) ? "labels" : "targets");
        }

        if (LossNode.TakesSampleWeights(loss))
        {
            yield return (Element(spec), "weights");
        }
    }

    private static void EmitLayers(MemberWriter members, NetworkSpec spec, string element)
    {
        HashSet<string> taken = [spec.Type.Name, .. spec.Members.Select(m => m.Name)];
        foreach ((string layer, IReadOnlyList<string> views) in LayerView.Assume(spec, Trains(spec)))
        {
            List<string> names = LayerMembers.Names(layer).ToList();
            if (ReservedNames.Collision(spec, layer, layer, isInput: false) is not null || names.Any(taken.Contains))
            {
                continue;
            }

            taken.UnionWith(names);
            members.View(layer, Throws, Body, "The parameters of a layer.", "", writer =>
            {
                foreach (string view in views)
                {
                    writer.Line($"/// <summary>{Throws}</summary>").Line($"public global::System.Span<{element}> {view} => {Body}");
                }
            });
        }
    }

    private static string Spans(string kind, string keyword, string name, int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(i => $"global::System.{kind}<{keyword}> {name}{(count == 1 ? "" : Number(i))}"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
