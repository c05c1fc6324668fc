using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Layers.Structure;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Attention;

/// <summary>A transformer block, composed of attention, normalisation, two dense layers and two additions.</summary>
internal sealed class TransformerBlockLayer : CompositionLayer
{
    public override string Name => "TransformerBlock";

    public override IReadOnlyList<string> OptionalInputs => ["Mask"];

    /// <summary>With both layers of dropout.</summary>
    public override long LayerCount(AttributeSpec attribute) => 10;

    public override IReadOnlyList<AttributeSpec>? Composition(LayerContext context)
    {
        AttributeSpec attribute = context.Attribute;
        int units = context.Count("FeedForward");
        double rate = context.Fraction("Dropout");
        Shape? shape = MultiHeadAttentionLayer.CheckSequence(context);
        int? headSize = MultiHeadAttentionLayer.HeadSize(context, shape);
        if (headSize % 2 == 1 && attribute.Flag("Rotary"))
        {
            context.Report("DEEP0153", "Rotary", -1, context.DisplayName, headSize.ToString());
        }

        if (attribute.Text("Mask") is not null && context.Inputs.Count > 1)
        {
            MultiHeadAttentionLayer.CheckMask(context, context.Inputs[1], context.Inputs[0]);
        }

        // Behind a faulty layer the shape is unknown; the names of the layers are not.
        if (context.HasErrors || shape is null && context.HasKnownInputs)
        {
            return null;
        }

        List<ArgumentSpec> attention = [new("Name", "Attention"), .. attribute.Arguments.Where(a => a.Name is "Heads" or "Causal" or "Rotary")];
        if (attribute.Text("Mask") is not null)
        {
            // The name that the mask has inside the block, whatever it is called outside.
            attention.Add(new("Mask", "mask"));
        }

        bool isPreNorm = attribute.Flag("PreNorm");
        string norm = attribute.Flag("UseRmsNorm") ? "RmsNorm" : "LayerNorm";
        AttributeSpec attend = new("MultiHeadAttention", attention.ToEquatableArray(), false);
        IReadOnlyList<AttributeSpec> feedForward =
        [
            Layer("Dense", ("Name", "Expand"), ("Units", units), ("PerStep", true)),
            Layer(attribute.Flag("UseReLU") ? "ReLU" : "Gelu"),
            Layer("Dense", ("Name", "Contract"), ("Units", shape?.Last ?? 1), ("PerStep", true)),
        ];
        return isPreNorm
            ?
            [
                Layer(norm, ("Name", "AttentionNorm")), attend, .. Drop(rate, attribute), Add("input", "Attention", rate, 1, "AttentionSum"),
                Layer(norm, ("Name", "FeedForwardNorm")), .. feedForward, .. Drop(rate, attribute), Add("AttentionSum", "Contract", rate, 2, "Sum"),
            ]
            :
            [
                attend, .. Drop(rate, attribute), Add("input", "Attention", rate, 1, "AttentionSum"), Layer(norm, ("Name", "AttentionNorm")),
                .. feedForward, .. Drop(rate, attribute), Add("AttentionNorm", "Contract", rate, 2, "Sum"), Layer(norm, ("Name", "FeedForwardNorm")),
            ];
    }

    private static AttributeSpec[] Drop(double rate, AttributeSpec attribute) => rate == 0 ? [] : [Layer("Dropout", ("Rate", attribute["Dropout"]!))];

    /// <summary>The sum of what a part took and what it gave, or of its dropout, which is numbered.</summary>
    private static AttributeSpec Add(string taken, string given, double rate, int number, string name) =>
        Layer("Add", ("Name", name), ("Inputs", new[] { taken, rate == 0 ? given : number == 1 ? "Dropout1" : "Dropout2" }.ToEquatableArray()));

    private static AttributeSpec Layer(string kind, params (string Name, object Value)[] arguments) =>
        new(kind, arguments.Select(a => new ArgumentSpec(a.Name, a.Value)).ToEquatableArray(), false);
}
