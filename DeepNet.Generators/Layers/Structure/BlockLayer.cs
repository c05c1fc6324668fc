using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>The layers of another class, written once and used where they are needed.</summary>
internal sealed class BlockLayer : CompositionLayer
{
    public override string Name => "Block";

    public override string DefaultName(AttributeSpec attribute) => attribute["Type"] is BlockSpec block ? block.Name : Name;

    public override long LayerCount(AttributeSpec attribute) => Planning.Graphs.LayerCount.Of(attribute["Type"] as BlockSpec);

    public override string CountArgument => "Type";

    public override IReadOnlyList<AttributeSpec>? Composition(LayerContext context) => Layers(context, context.Attribute["Type"] as BlockSpec);

    /// <summary>The layers of a block; of a network used as a block, without its inputs, losses and optimizer.</summary>
    public static IReadOnlyList<AttributeSpec>? Layers(LayerContext context, BlockSpec? block)
    {
        if (block is null)
        {
            context.Report("DEEP0119", "Type", -1, context.Attribute.Kind, "null");
            return null;
        }

        if (block.IsRecursive)
        {
            context.Report("DEEP0120", "Type", -1, block.Name);
            return null;
        }

        List<AttributeSpec> layers = block.Attributes.Where(a => LayerCatalog.Find(a.Kind) is not null).ToList();
        if (layers.Count == 0)
        {
            // The default name is made of that of the class, which is not a block.
            context.Report("DEEP0119", "Type", -1, context.Attribute.Kind, block.Name);
            return null;
        }

        return layers;
    }
}
