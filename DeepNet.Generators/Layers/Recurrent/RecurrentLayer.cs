using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Cells;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Recurrent;

/// <summary>
/// A recurrent layer: one or more of a kind on top of each other, in one direction or both. <see cref="RecurrentForward"/> and
/// <see cref="RecurrentBackward"/> add its operations, part by part.
/// </summary>
/// <param name="name">The attribute's name.</param>
/// <param name="cell">The arithmetic for an attribute's arguments.</param>
internal sealed class RecurrentLayer(string name, Func<AttributeSpec, RecurrentCell> cell) : LayerDefinition
{
    public static IEnumerable<LayerDefinition> Table { get; } =
    [
        new RecurrentLayer("SimpleRnn", a => new SimpleRnnCell(a.Member<RecurrentActivation>("Activation") == RecurrentActivation.ReLU)),
        new RecurrentLayer("Lstm", _ => new LstmCell()),
        new RecurrentLayer("Gru", _ => new GruCell()),
    ];

    public override string Name => name;

    public override long LayerCount(AttributeSpec attribute) => Planning.Graphs.LayerCount.Times(IsBidirectional(attribute) ? 2 : 1, attribute["Layers"]);

    public override string CountArgument => "Layers";

    public override Shape? InferShape(LayerContext context)
    {
        int units = context.Count("Units");
        int layers = context.Count("Layers");
        double rate = context.Fraction("Dropout");
        Node input = context.Inputs[0];
        if (context.HasKnownInputs && input.Shape.Rank != 2)
        {
            context.Report("DEEP0141", null, -1, context.DisplayName, input.Name, input.Shape.ToString());
            return null;
        }

        if (rate > 0 && layers == 1)
        {
            context.Report("DEEP0142", "Dropout", -1, context.DisplayName);
        }

        if (context.Attribute.Whole("TruncatedSteps") is < 0 and var truncated)
        {
            context.Report("DEEP0201", "TruncatedSteps", -1, context.DisplayName, "TruncatedSteps", "at least 0", truncated.ToString(CultureInfo.InvariantCulture));
        }

        if (Name == "SimpleRnn")
        {
            context.Member<RecurrentActivation>("Activation");
        }

        long width = units * (IsBidirectional(context.Attribute) ? 2L : 1);
        if (width * 4 > int.MaxValue)
        {
            context.Report("DEEP0113", "Units", -1, context.DisplayName, width.ToString(CultureInfo.InvariantCulture));
        }
        else if (context.HasKnownInputs && !context.HasErrors)
        {
            // Training keeps at every step what up to four gates came to, and what the layer takes.
            long kept = input.Shape.Sizes[0] * Math.Max(width * 4, input.Shape.Last);
            if (kept > int.MaxValue)
            {
                context.Report("DEEP0113", null, -1, context.DisplayName, kept.ToString(CultureInfo.InvariantCulture));
            }
        }

        return context.HasErrors ? null : context.Attribute.Flag("ReturnSequences") ? input.Shape.WithLast((int)width) : Shape.Of((int)width);
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following) =>
        Parts(node).SelectMany(p => p.Parameters(Name == "Lstm" && node.Attribute.Flag("UnitForgetBias")));

    public override long Flops(Node node) =>
        Parts(node).Sum(p => Steps(node) * (2L * (p.Inputs + p.Units) * p.GateUnits + 2L * p.GateUnits + (long)p.Cell.Flops * p.Units));

    public override string Describe(Node node)
    {
        List<RecurrentDirection> parts = Parts(node).ToList();
        int layers = parts.Max(p => p.Level);
        string text = $"{node.Title} {parts[0].Inputs}→{node.Shape.Last} over {Number(Steps(node))} steps";
        text += layers > 1 ? $", {Number(layers)} layers" : "";
        text += IsBidirectional(node.Attribute) ? ", both directions" : "";
        return text + (node.Attribute.Flag("ReturnSequences") ? "" : ", last step");
    }

    public override string? NeedsOtherSteps(Node node) => IsBidirectional(node.Attribute) ? "also goes through the sequence from its end" : null;

    public override bool HasState => true;

    public override void Forward(Node node, ForwardBuilder builder) => new RecurrentForward(node, builder, Stack(node)).Run();

    public override void Backward(Node node, BackwardBuilder builder) => new RecurrentBackward(node, builder, Stack(node)).Run();

    public static int Steps(Node node) => node.Inputs[0].Shape.Sizes[0];

    public static double DropoutRate(Node node) => node.Attribute.Number("Dropout");

    /// <summary>The mask between two of the stacked layers, apart from those of whole layers.</summary>
    public static RandomMask Mask(Node node, int level) => new(node.Index + 65536 * level, DropoutRate(node));

    private List<List<RecurrentDirection>> Stack(Node node) => Parts(node).GroupBy(p => p.Level).Select(g => g.ToList()).ToList();

    private IEnumerable<RecurrentDirection> Parts(Node node)
    {
        int units = node.Attribute["Units"] as int? ?? 1;
        int layers = node.Attribute.Whole("Layers");
        bool[] directions = IsBidirectional(node.Attribute) ? [false, true] : [false];
        int inputs = node.Inputs[0].Shape.Last;
        for (int level = 1; level <= layers; level++)
        {
            bool sequences = level < layers || node.Attribute.Flag("ReturnSequences");
            foreach (bool reverse in directions)
            {
                yield return new RecurrentDirection(node, cell(node.Attribute), level, inputs, units, reverse, sequences);
            }

            inputs = units * directions.Length;
        }
    }

    private static bool IsBidirectional(AttributeSpec attribute) => attribute.Flag("Bidirectional");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
