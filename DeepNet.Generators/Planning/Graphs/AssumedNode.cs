using System;
using System.Linq;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Planning.Graphs;

/// <summary>What stands in for a faulty layer where only names are asked for, which no size and no rate changes.</summary>
internal static class AssumedNode
{
    /// <summary>The arguments with every count one that a layer may have, and with default rates.</summary>
    public static AttributeSpec Attribute(AttributeSpec attribute) => attribute with
    {
        Arguments = attribute.Arguments
            .Where(a => a.Value is not float)
            .Select(a => a.Value is int count ? a with { Value = Math.Min(Math.Max(count, 1), LayerCount.Limit) } : a)
            .ToEquatableArray(),
    };
}
