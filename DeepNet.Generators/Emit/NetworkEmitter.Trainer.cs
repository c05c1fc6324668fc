using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>What the training loop asks of a network beside its steps: epochs, labels that do not count, and what a batch counts.</summary>
internal sealed partial class NetworkEmitter
{
    private void EmitEpochs(SourceWriter writer)
    {
        writer.Line("/// <summary>The epochs that the network was trained for, which pick the order of the next epoch's samples. Saved with the training state.</summary>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The value is negative or above 2^53.</exception>");
        using (writer.Block("public long EpochsTrained"))
        {
            writer.Line("get => _epochs;");
            using (writer.Block("set"))
            {
                writer.Line("global::DeepNet.CompilerServices.BatchChecks.Epochs(value);").Line("_epochs = value;");
            }
        }
    }

    /// <summary>Writes the weight of a batch, for a network with one loss whose labels do not all count the same. Several losses may count differently.</summary>
    private void EmitBatchWeight(SourceWriter writer)
    {
        if (_plan.Graph.Losses.Count != 1 || _plan.Graph.Losses[0] is not { } loss || loss.Definition.Function(loss) is not CrossEntropy { CountsLabels: true } function)
        {
            return;
        }

        int? ignored = loss.Definition.IgnoredLabel(loss.Attribute);
        string labels = loss.Target!.Name;
        string parameter = loss.Target.Identifier;
        writer.Line().Line($"/// <summary>What a batch counts in the mean loss of several: {(function.ClassWeights.Count > 0 ? "the sum of the labels' weights" : "the number of labels that count")}.</summary>");
        writer.Line($"/// <param name=\"{labels}\"><c>[n, {Text(loss.Target.Size)}]</c>.</param>").Line("/// <returns>The weight, at least 0.</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A label is out of range.</exception>");
        using (writer.Method($"public static double BatchWeight(global::System.ReadOnlySpan<int> {parameter})"))
        {
            EmitLabelCheck(writer, loss);
            writer.Call(
                $"return global::DeepNet.Generated.{_cpu.LossKernel(function).ClassName}.Count",
                [$"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({parameter})", $"{parameter}.Length"]);
        }

        if (ignored is { } label && ImplementsTrainable)
        {
            writer.Line().Line($"static int? {TrainableInterface}.IgnoredLabel => {Text(label)};");
        }
    }

    private static void EmitLabelCheck(SourceWriter writer, LossNode loss)
    {
        string ignored = loss.Definition.IgnoredLabel(loss.Attribute) is { } label ? Text(label) + ", " : "";
        writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Labels({loss.Target!.Identifier}, {Text(loss.Definition.Classes(loss.Node.Shape))}, {ignored}\"{loss.Target.Name}\");");
    }
}
