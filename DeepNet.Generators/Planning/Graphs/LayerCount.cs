using System;
using System.Globalization;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Planning.Graphs;

/// <summary>How many layers a network has once its compositions are written out, which is asked before they are.</summary>
internal sealed class LayerCount
{
    /// <summary>The most layers of a network, in all: several times as many as the deepest networks in use have, and few enough to compile.</summary>
    public const int Limit = 4000;

    // Beyond any int, and far enough below the largest long for a product with an int.
    private const long Most = 1L << 32;

    private long _total;

    /// <summary>Counts what one attribute of the network stands for; false once there are too many, which is reported at the argument that multiplies them.</summary>
    public bool Add(LayerDefinition layer, LayerContext context)
    {
        _total += layer.LayerCount(context.Attribute);
        if (_total <= Limit)
        {
            return true;
        }

        string count = _total >= Most ? "more than " + Text(Limit) : Text(_total);
        string advice = layer.CountArgument switch
        {
            null => "leave layers out",
            "Type" => "use a smaller block",
            { } argument => "lower " + argument,
        };
        context.Report("DEEP0125", layer.CountArgument, -1, context.DisplayName, count, Text(Limit), advice);
        return false;
    }

    /// <summary>A number of layers several times. A number of times below 1 has a diagnostic of its own.</summary>
    public static long Times(long layers, object? times) => Math.Min(layers * Math.Max(times as int? ?? 1, 1), Most);

    /// <summary>The layers of a block.</summary>
    public static long Of(BlockSpec? block)
    {
        if (block is null || block.IsCut)
        {
            return block is null ? 0 : Most;
        }

        long sum = 0;
        foreach (AttributeSpec attribute in block.Attributes)
        {
            sum = Math.Min(sum + (LayerCatalog.Find(attribute.Kind)?.LayerCount(attribute) ?? 0), Most);
        }

        return sum;
    }

    private static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
