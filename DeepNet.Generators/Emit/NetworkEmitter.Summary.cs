using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

internal sealed partial class NetworkEmitter
{
    /// <summary>What stands between the formulas of an optimizer, where its line may be broken.</summary>
    private const string FormulaEnd = "; ";

    private const int MostOfLine = 180;

    /// <summary>Writes what F12 shows first: the layers as a table, and what the network costs.</summary>
    private void EmitSummary(SourceWriter writer)
    {
        List<string[]> rows = [["layer", "in", "out", "parameters", "saved", "FLOPs"]];
        Dictionary<Node, string> saved = Saved();
        foreach (Node node in _plan.Graph.Nodes)
        {
            string fused = node.FusedInto is { } into ? $" (in {into.Name})" : "";
            rows.Add(
            [
                node.IsInput ? node.Name : Escape(node.Layer!.Describe(node).Split([" + "], StringSplitOptions.None)[0]) + fused,
                node.IsInput ? "" : string.Join(" ", node.Inputs.Select(i => i.Shape)),
                node.Shape.ToString(),
                Number(node.Parameters.Sum(p => (long)p.Size)),
                saved.TryGetValue(node, out string? kept) ? kept : "",
                Number(node.IsInput ? 0 : node.Layer!.Flops(node)),
            ]);
        }

        foreach (LossNode loss in _plan.Graph.Losses)
        {
            rows.Add([Escape(loss.Definition.Describe(loss)), loss.Node.Shape.ToString(), "", "", "", "not counted"]);
        }

        int[] widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        writer.Line("/// <remarks>").Line("/// <code>");
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, c) => c is 3 or 5 ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]));
            writer.Line(("/// " + string.Join("  ", cells)).TrimEnd());
        }

        writer.Line("/// </code>");
        foreach (string remark in _cpu.Remarks)
        {
            writer.Line($"/// {Escape(remark)}");
        }

        writer.Line($"/// {Number(_plan.ParameterCount)} parameters. One sample's forward pass takes {Number(_plan.FlopsPerSample)} FLOPs.");
        string training = _plan.IsTrainable ? $"training holds {Number(_cpu.TrainingBytes)} bytes, " : "";
        writer.Line($"/// For batches of up to {Text(_plan.MaxBatch)}, {training}inference needs {Number(_cpu.InferenceBytes)} bytes.");
        if (_plan.Optimizer is { } optimizer)
        {
            string line = "/// Optimizer: <c>";
            foreach (string part in $"{Escape(optimizer.Formula(_plan.UpdatedRanges.Count > 0))}</c>.".Split([FormulaEnd], System.StringSplitOptions.None))
            {
                bool isFirst = line[line.Length - 1] == '>';
                if (!isFirst && line.Length + part.Length > MostOfLine)
                {
                    writer.Line(line + FormulaEnd.TrimEnd());
                    (line, isFirst) = ("/// ", true);
                }

                line += isFirst ? part : FormulaEnd + part;
            }

            writer.Line(line);
        }

        if (_plan.NoStepping is { } reason)
        {
            writer.Line($"/// There is no <c>Step</c>: {Escape(string.Join(" ", reason.MessageArguments.Skip(1)))} ({reason.Id}).");
        }

        writer.Line("/// Each kernel takes the widest vectors that pay and that the processor has: AVX-512, AVX2 with FMA, or SSE and AdvSimd.");
        writer.Line("/// An instance is not safe for use by several threads at once.").Line("/// </remarks>");
    }

    /// <summary>What backward reads of each node's forward pass and so outlives it, of one sample: the output's shape, and how many values beside it.</summary>
    private Dictionary<Node, string> Saved()
    {
        if (_cpu.Training is not { } training)
        {
            return [];
        }

        HashSet<Tensor> written = [.. training.Steps.Take(_cpu.ForwardSteps).Where(s => !s.AddsToLoss).SelectMany(s => s.Operands).Where(o => o.Access != Access.Read).Select(o => o.Tensor).OfType<Tensor>()];
        IEnumerable<Tensor> read = training.Steps.Skip(_cpu.ForwardSteps).SelectMany(s => s.Operands).Where(o => o.Access != Access.Write).Select(o => o.Tensor).OfType<Tensor>();
        Dictionary<string, Node> nodes = _plan.Graph.Nodes.ToDictionary(n => n.Name);
        Dictionary<Node, string> saved = [];
        foreach (IGrouping<Node?, Tensor> group in read.Where(t => t.Kind == TensorKind.Workspace && t.PerSample && written.Contains(t)).Distinct().GroupBy(t => Owner(t, nodes)))
        {
            if (group.Key is { } node)
            {
                bool isOutput = group.Any(t => t.Name == node.Name + "Output");
                long others = group.Sum(t => (long)t.Size) - (isOutput ? node.Shape.Size : 0);
                saved.Add(node, string.Join(" + ", new[] { isOutput ? node.Shape.ToString() : "", Number(others) }.Where(p => p.Length > 0)));
            }
        }

        return saved;
    }

    /// <summary>The node of a tensor: of those whose names its own begins with, that of the longest; null if there is none.</summary>
    private static Node? Owner(Tensor tensor, IReadOnlyDictionary<string, Node> nodes)
    {
        for (int length = tensor.Name.Length - 1; length > 0; length--)
        {
            if (char.IsUpper(tensor.Name[length]) && nodes.TryGetValue(tensor.Name.Substring(0, length), out Node? node))
            {
                return node;
            }
        }

        return null;
    }

    private static string Number(long value) => value == 0 ? "" : value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
