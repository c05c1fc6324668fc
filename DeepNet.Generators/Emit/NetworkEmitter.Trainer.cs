using DeepNet.Generators.Members;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>What the training loop asks of a network beside its steps: labels that do not count, and what a batch counts.</summary>
internal sealed partial class NetworkEmitter
{
    /// <summary>The loss whose labels do not all count the same, and its function, in a network with one loss. Several losses may count differently.</summary>
    private (LossNode Loss, CrossEntropy Function)? CountedLabels =>
        _plan.Graph.Losses.Count == 1 && _plan.Graph.Losses[0] is { } loss && loss.Definition.Function(loss) is CrossEntropy { CountsLabels: true } function ? (loss, function) : null;

    /// <summary>Writes the weight of a batch.</summary>
    private void EmitBatchWeight(MemberWriter members)
    {
        if (CountedLabels is not { } counted)
        {
            return;
        }

        (LossNode loss, CrossEntropy function) = counted;
        string parameter = loss.Target!.Identifier();
        string[] details =
        [
            $"<summary>What a batch counts in the mean loss of several: {(function.ClassWeights.Count > 0 ? "the sum of the labels' weights" : "the number of labels that count")}.</summary>",
            $"<param name=\"{loss.Target!.Name}\"><c>[n, {Text(loss.Target!.Size)}]</c>.</param>",
            "<returns>The weight, at least 0.</returns>",
            "<exception cref=\"global::System.ArgumentException\">A label is out of range.</exception>",
        ];
        members.Method(TrainingMembers.BatchWeight, details: details, body: writer =>
        {
            EmitLabelCheck(writer, loss);
            writer.Call(
                $"return global::DeepNet.Generated.{_cpu.LossKernel(function).ClassName}.Count",
                [$"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({parameter})", $"{parameter}.Length"]);
        });
        if (loss.Definition.IgnoredLabel(loss.Attribute) is { } label && ImplementsTrainable)
        {
            members.Implementation("int?", TrainableInterface, "IgnoredLabel", Text(label));
        }
    }

    private static void EmitLabelCheck(SourceWriter writer, LossNode loss)
    {
        string ignored = loss.Definition.IgnoredLabel(loss.Attribute) is { } label ? Text(label) + ", " : "";
        writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Labels({loss.Target!.Identifier()}, {Text(loss.Definition.Classes(loss.Node.Shape))}, {ignored}\"{loss.Target!.Name}\");");
    }
}
