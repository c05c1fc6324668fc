using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Model;
using DeepNet.Generators.Optimizers;

namespace DeepNet.Generators.Emit;

/// <summary>
/// Writes the public members of a network whose declaration has a mistake, with bodies that throw: code that uses the network still compiles,
/// and the diagnostic of the mistake stays alone.
/// </summary>
internal static class SkeletonEmitter
{
    public static IEnumerable<GeneratedFile> Emit(NetworkSpec spec)
    {
        yield return NetworkEmitter.File(spec, "", null, writer => EmitMembers(writer, spec));
    }

    private static void EmitMembers(SourceWriter writer, NetworkSpec spec)
    {
        string keyword = spec.Network["Precision"] is 1 ? "double" : "float";
        string type = NetworkEmitter.Identifier(spec.Type.Name);
        const string body = "throw new InvalidOperationException(\"The network's declaration has an error; see the compiler's DEEP diagnostics.\");";
        foreach (string constant in new[] { "ParameterCount", "InputSize", "OutputSize", "MaxBatch", "TargetSize" })
        {
            writer.Line($"/// <summary>Unknown: the declaration has an error.</summary>").Line($"public const int {constant} = 1;").Line();
        }

        foreach (string constant in new[] { "InferenceBytes", "TrainingBytes", "FlopsPerSample" })
        {
            writer.Line($"/// <summary>Unknown: the declaration has an error.</summary>").Line($"public const long {constant} = 1;").Line();
        }

        List<string> members = [$"public {type}(int seed = 0) => {body}", $"public static {type} Create(int seed) => {body}"];
        List<AttributeSpec> losses = spec.Attributes.Where(a => LossCatalog.Find(a.Kind) is not null).ToList();
        int inputCount = System.Math.Max(1, spec.Attributes.Count(a => a.Kind == "Input"));
        int outputCount = System.Math.Max(1, losses.Count);
        string inputs = Spans("ReadOnlySpan", keyword, "input", inputCount);
        string targets = string.Join(", ", losses.Select((l, i) => $"ReadOnlySpan<{(LossCatalog.Find(l.Kind)!.TakesLabels(l) ? "int" : keyword)}> target{Number(i)}"));
        members.Add($"public void Forward({inputs}, {Spans("Span", keyword, "output", outputCount)}) => {body}");
        members.Add($"public void Predict({inputs}, {Spans("Span", keyword, "prediction", outputCount)}) => {body}");
        if (losses.Count > 0 || spec.Attributes.Any(a => OptimizerCatalog.Find(a.Kind) is not null))
        {
            string all = losses.Count == 0 ? $"{inputs}, ReadOnlySpan<{keyword}> target0" : $"{inputs}, {targets}";
            members.AddRange(new[] { "TrainStep", "Backward", "Evaluate" }.Select(m => $"public {keyword} {m}({all}) => {body}"));
            members.Add($"public void ApplyGradients() => {body}");
            members.Add($"public void ZeroGradients() => {body}");
            members.Add($"public Span<{keyword}> Gradients => {body}");
            members.Add($"public {keyword} LearningRate {{ get => {body} set => {body} }}");
        }

        members.Add($"public Span<{keyword}> Parameters => {body}");
        members.Add($"public void Save(string path, bool includeState = false) => {body}");
        members.Add($"public void Load(string path) => {body}");
        foreach (string member in members)
        {
            writer.Line("/// <summary>Throws: the declaration has an error.</summary>").Line(member).Line();
        }

        EmitLayers(writer, spec, keyword, body);
    }

    private static void EmitLayers(SourceWriter writer, NetworkSpec spec, string keyword, string body)
    {
        HashSet<string> seen = [];
        int dense = 0;
        foreach (AttributeSpec attribute in spec.Attributes.Where(a => a.Kind == "Dense"))
        {
            dense++;
            string name = attribute.Text("Name") is { Length: > 0 } given ? Parsing.NetworkParser.PropertyName(given) : "Dense" + Number(dense);
            if (!Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(name) || !seen.Add(name) || name == spec.Type.Name)
            {
                continue;
            }

            writer.Line("/// <summary>Throws: the declaration has an error.</summary>").Line($"public {name}Parameters {NetworkEmitter.Identifier(name)} => {body}").Line();
            writer.Line("/// <summary>The parameters of a layer.</summary>");
            using (writer.Block($"public readonly ref struct {name}Parameters"))
            {
                foreach (string property in new[] { "Weight", "WeightGradient", "Bias", "BiasGradient" })
                {
                    writer.Line("/// <summary>Throws: the declaration has an error.</summary>").Line($"public Span<{keyword}> {property} => {body}");
                }
            }

            writer.Line();
        }
    }

    private static string Spans(string kind, string keyword, string name, int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(i => $"{kind}<{keyword}> {name}{(count == 1 ? "" : Number(i))}"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
