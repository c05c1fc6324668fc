using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Losses;
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

    public static IEnumerable<GeneratedFile> Emit(NetworkSpec spec)
    {
        yield return NetworkEmitter.File(spec, "", writer => EmitMark(writer, spec), writer => EmitMembers(writer, spec), BaseList(spec));
    }

    /// <summary>What the analyzer looks at, which sees the constants of generated code.</summary>
    private static void EmitMark(SourceWriter writer, NetworkSpec spec) =>
        writer.Line($"[global::DeepNet.CompilerServices.DeclarationError({string.Join(", ", spec.UnknownAttributes.Select(i => $"\"{Number(i)}{(i < 0 ? spec.Network : spec.Attributes[i]).UnknownArgument}\""))})]");

    private static void EmitMembers(SourceWriter writer, NetworkSpec spec)
    {
        string element = Element(spec);
        string type = CSharpNames.Identifier(spec.Type.Name);
        foreach (ClassConstant constant in ClassConstant.Of(Trains(spec)))
        {
            writer.Line("/// <summary>Unknown: the declaration has an error.</summary>").Line($"public const {constant.Type} {constant.Name} = 1;").Line();
            if (!constant.IsOfTraining || IsTrainable(spec))
            {
                string owner = constant.IsOfTraining ? $"global::DeepNet.ITrainable<{type}, {InputElement(spec)}, {element}, {TargetType(spec, Losses(spec)[0])}>" : $"global::DeepNet.INetwork<{type}>";
                writer.Line($"static {constant.Type} {owner}.{constant.Name} => {constant.Name};").Line();
            }
        }

        List<string> members = [$"public {type}(int seed = 0) => {Body}", $"public static {type} Create(int seed) => {Body}"];
        List<AttributeSpec> losses = Losses(spec);
        int inputCount = System.Math.Max(1, InputCount(spec));
        int outputCount = System.Math.Max(1, losses.Count);
        string inputs = inputCount == 1
            ? $"global::System.ReadOnlySpan<{InputElement(spec)}> input"
            : string.Join(", ", spec.Attributes.Where(a => a.Kind == "Input").Select((a, i) => $"global::System.ReadOnlySpan<{(IsInteger(a) ? "int" : element)}> input{Number(i)}"));
        members.Add($"public void Forward({inputs}, {Spans("Span", element, "output", outputCount)}) => {Body}");
        members.Add($"public void Predict({inputs}, {Spans("Span", element, "prediction", outputCount)}) => {Body}");
        if (Trains(spec))
        {
            IEnumerable<string> targets = losses.Count == 0
                ? [$"global::System.ReadOnlySpan<{element}> targets"]
                : losses.SelectMany((l, i) => Targets(spec, l).Select(t => $"global::System.ReadOnlySpan<{t.Type}> {t.Name}{(losses.Count == 1 ? "" : Number(i))}"));
            string parameters = string.Join(", ", new[] { inputs }.Concat(targets));
            members.AddRange(new[] { "TrainStep", "Backward", "Evaluate" }.Select(m => $"public {element} {m}({parameters}) => {Body}"));
            members.Add($"public void ApplyGradients() => {Body}");
            if (spec.Attributes.Any(a => OptimizerCatalog.Find(a.Kind) is not null && new OptimizerOptions(a).Accumulates))
            {
                members.Add($"public void ApplyAccumulatedGradients() => {Body}");
            }

            if (losses.Count == 1 && TakesLabels(losses[0]))
            {
                members.Add($"public static double BatchWeight(global::System.ReadOnlySpan<int> labels) => {Body}");
            }

            members.Add($"public long EpochsTrained {{ get => {Body} set => {Body} }}");
            members.Add($"public void ZeroGradients() => {Body}");
            members.Add($"public global::System.Span<{element}> Gradients => {Body}");
            if (spec.Attributes.Any(a => OptimizerCatalog.Find(a.Kind) is not null && new OptimizerOptions(a).HasAverage))
            {
                members.Add($"public bool UsesAverages {{ get => {Body} set => {Body} }}");
            }

            members.Add($"public {element} LearningRate {{ get => {Body} set => {Body} }}");
            members.Add($"public global::DeepNet.Training.LearningRateSchedule? Schedule {{ get => {Body} set => {Body} }}");
        }

        if (spec.Attributes.Any(a => LayerCatalog.Find(a.Kind) is { HasState: true }))
        {
            members.Add($"public void Step({inputs}, {Spans("Span", element, "output", outputCount)}) => {Body}");
            members.Add($"public void ResetState() => {Body}");
        }

        members.Add($"public global::System.Span<{element}> Parameters => {Body}");
        members.Add($"public global::System.Span<{element}> Buffers => {Body}");
        members.Add($"public void Save(string path, bool includeState = false) => {Body}");
        members.Add($"public void Load(string path) => {Body}");
        foreach (string member in members)
        {
            writer.Line("/// <summary>Throws: the declaration has an error.</summary>").Line(member).Line();
        }

        EmitLayers(writer, spec, element);
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

    private static void EmitLayers(SourceWriter writer, NetworkSpec spec, string element)
    {
        HashSet<string> taken = [spec.Type.Name, .. spec.Members.Select(m => m.Name)];
        foreach ((string layer, IReadOnlyList<string> views) in LayerView.Assume(spec, Trains(spec)))
        {
            List<string> names = LayerView.Names(layer).ToList();
            if (ReservedNames.Collision(spec, layer, layer, isInput: false) is not null || names.Any(taken.Contains))
            {
                continue;
            }

            taken.UnionWith(names);
            writer.Line("/// <summary>Throws: the declaration has an error.</summary>").Line($"public {LayerView.TypeName(layer)} {CSharpNames.Identifier(layer)} => {Body}").Line();
            writer.Line("/// <summary>The parameters of a layer.</summary>");
            using (writer.Block($"public readonly ref struct {LayerView.TypeName(layer)}"))
            {
                foreach (string view in views)
                {
                    writer.Line("/// <summary>Throws: the declaration has an error.</summary>").Line($"public global::System.Span<{element}> {view} => {Body}");
                }
            }

            writer.Line();
        }
    }

    private static string Spans(string kind, string keyword, string name, int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(i => $"global::System.{kind}<{keyword}> {name}{(count == 1 ? "" : Number(i))}"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
