using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>A block several times, one after the other: so many <see cref="BlockLayer"/>s.</summary>
internal sealed class RepeatLayer : CompositionLayer
{
    public override string Name => "Repeat";

    /// <summary>The blocks are named beside the layers around this one.</summary>
    public override bool OpensScope => false;

    public override long LayerCount(AttributeSpec attribute) =>
        Planning.Graphs.LayerCount.Times(Planning.Graphs.LayerCount.Of(attribute["Type"] as BlockSpec), attribute["Count"]);

    public override string CountArgument => "Count";

    public override IReadOnlyList<AttributeSpec>? Composition(LayerContext context)
    {
        int count = context.Count("Count");
        if (BlockLayer.Layers(context, context.Attribute["Type"] as BlockSpec) is null || context.HasErrors)
        {
            return null;
        }

        return Enumerable.Range(1, count).Select(i => Copy(context.Attribute, i)).ToList();
    }

    private static AttributeSpec Copy(AttributeSpec attribute, int number)
    {
        string mark = number.ToString(CultureInfo.InvariantCulture);
        IEnumerable<ArgumentSpec> arguments = attribute.Arguments
            .Where(a => a.Name is not ("Count" or "From"))
            .Select(a => a.Name is "Name" or "SharedWith" ? a with { Value = (string?)a.Value + mark } : a);
        return new AttributeSpec("Block", arguments.ToEquatableArray(), false);
    }
}
