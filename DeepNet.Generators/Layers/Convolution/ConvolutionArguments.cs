using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>The arguments that convolutions share, with their defaults, and what can be wrong with them.</summary>
internal static class ConvolutionArguments
{
    /// <summary>The names of axes, for inputs of one, two and three of them beside the channels.</summary>
    private static readonly string[][] Directions = [["Steps"], ["Height", "Width"], ["Depth", "Height", "Width"]];

    /// <summary>The names of the axes of a sequence, an image or a volume.</summary>
    public static IReadOnlyList<string> DirectionsOf(int dimensions) => Directions[dimensions - 1];

    public static int Kernel(AttributeSpec attribute, string direction) => attribute["Kernel" + direction] as int? ?? attribute["Kernel"] as int? ?? 0;

    /// <summary>The sizes of the kernel.</summary>
    public static IEnumerable<int> Kernels(AttributeSpec attribute, int dimensions) => Directions[dimensions - 1].Select(d => Kernel(attribute, d));

    public static int Stride(AttributeSpec attribute) => attribute.Whole("Stride");

    public static int Dilation(AttributeSpec attribute) => attribute.Whole("Dilation", without: 1);

    public static int Padding(AttributeSpec attribute) => attribute.Whole("Padding");

    public static int Groups(AttributeSpec attribute) => attribute.Whole("Groups", without: 1);

    public static bool HasBias(Node node) => node.Attribute.Flag("Bias");

    /// <summary>Checks the numbers by themselves; the kernel is one argument or one for each axis.</summary>
    public static void Check(LayerContext context)
    {
        string[] kernels = [.. Directions[2].Select(d => "Kernel" + d).Where(k => context.Attribute[k] is not null)];
        foreach (string kernel in kernels.Length == 0 ? ["Kernel"] : kernels)
        {
            context.Count(kernel);
        }

        context.Count("Stride");
        if (ArgumentDefaults.Has(context.Attribute.Kind, "Dilation"))
        {
            context.Count("Dilation");
        }

        int padding = Padding(context.Attribute);
        if (padding < ConvolutionExtent.Same)
        {
            context.Report("DEEP0201", "Padding", -1, context.DisplayName, "Padding", "Padding.Valid, Padding.Same or at least 1", Text(padding));
        }

        WeightInitializers.Check(context);
    }

    /// <summary>Whether the input has the rank that the layer takes; else that is reported, unless the layer before is faulty and its shape unknown.</summary>
    public static bool HasRank(LayerContext context, int rank)
    {
        Node input = context.Inputs[0];
        if (input.Attribute.Kind.Length == 0 || input.Shape.Rank == rank)
        {
            return input.Shape.Rank == rank;
        }

        string expected = $"[{string.Join(", ", Directions[rank - 2]).ToLowerInvariant()}, channels]";
        context.Report("DEEP0121", context.Attribute["From"] is null ? null : "From", -1, context.DisplayName, Text(rank), expected, input.Name, input.Shape.ToString());
        return false;
    }

    /// <summary>
    /// Checks that each direction has an output, and warns of inputs that no output sees. The first direction with a fault is reported, because a
    /// square has it in both.
    /// </summary>
    public static void CheckExtents(LayerContext context, IReadOnlyList<(string Direction, ConvolutionExtent Extent)> extents)
    {
        foreach ((string direction, ConvolutionExtent extent) in extents)
        {
            if (extent.Output < 1)
            {
                string argument = context.Attribute["Kernel" + direction] is null ? "Kernel" : "Kernel" + direction;
                context.Report("DEEP0122", argument, -1, context.DisplayName, direction.ToLowerInvariant(), extent.Arithmetic);
                return;
            }
        }

        if (ReachesTooFar(context, extents))
        {
            return;
        }

        foreach ((string direction, ConvolutionExtent extent) in extents)
        {
            if (extent.Unseen > 0)
            {
                context.Report("DEEP0123", "Stride", -1, context.DisplayName, extent.Unseen.ToString(CultureInfo.InvariantCulture), direction.ToLowerInvariant(), extent.Arithmetic, extent.Output.ToString(CultureInfo.InvariantCulture));
                return;
            }
        }
    }

    /// <summary>Whether what the kernel passes over, the image with its padding, has more elements than an int can count; that is reported.</summary>
    private static bool ReachesTooFar(LayerContext context, IReadOnlyList<(string Direction, ConvolutionExtent Extent)> extents)
    {
        BigInteger elements = context.Inputs[0].Shape.Last;
        BigInteger outputs = 1;
        foreach ((_, ConvolutionExtent extent) in extents)
        {
            elements *= extent.Span;
            outputs *= extent.Output;
        }

        // An output that is too large has a diagnostic of its own.
        if (elements <= int.MaxValue || outputs > int.MaxValue)
        {
            return false;
        }

        long kernel = extents.Max(e => e.Extent.Reach);
        string argument = 2L * Padding(context.Attribute) >= kernel ? "Padding" : Dilation(context.Attribute) > 1 ? "Dilation" : "Kernel";
        context.Report("DEEP0202", argument, -1, context.DisplayName, string.Join(" x ", extents.Select(e => e.Extent.Span.ToString(CultureInfo.InvariantCulture))), Text(context.Inputs[0].Shape.Last), argument);
        return true;
    }

    /// <summary>Checks that the groups divide channels and filters.</summary>
    public static void CheckGroups(LayerContext context, int channels, int filters)
    {
        int groups = context.Count("Groups");
        if (groups > 0 && (channels % groups != 0 || filters % groups != 0))
        {
            context.Report("DEEP0124", "Groups", -1, context.DisplayName, Text(groups), Text(channels), Text(filters));
        }
    }

    /// <summary>The algorithm that the attribute names.</summary>
    public static ConvolutionAlgorithm Algorithm(AttributeSpec attribute) =>
        ArgumentDefaults.Has(attribute.Kind, "Algorithm") ? attribute.Member<ConvolutionAlgorithm>("Algorithm") : ConvolutionAlgorithm.Automatic;

    /// <summary>Checks that the algorithm that the attribute names exists and can compute the forward pass.</summary>
    public static void CheckAlgorithm(LayerContext context, ConvolutionMap map)
    {
        ConvolutionAlgorithm algorithm = Algorithm(context.Attribute);
        string name = Enum.IsDefined(typeof(ConvolutionAlgorithm), algorithm) ? algorithm.ToString() : Text((int)algorithm);
        string? condition = algorithm switch
        {
            ConvolutionAlgorithm.Automatic => null,
            < ConvolutionAlgorithm.Automatic or > ConvolutionAlgorithm.Winograd4 => "one of Automatic, ImplicitGemm, Direct, Winograd2, Winograd4",
            ConvolutionAlgorithm.ImplicitGemm => null,
            ConvolutionAlgorithm.Direct when map.Groups == 1 && !map.Axes.All(a => a.IsIdentity) => null,
            ConvolutionAlgorithm.Winograd2 or ConvolutionAlgorithm.Winograd4 when map.Axes.Count == 2 && map.Groups == 1 && map.Axes.All(a => a is { Window: 3, Stride: 1, Dilation: 1 }) => null,
            ConvolutionAlgorithm.Direct => "Automatic or ImplicitGemm for several groups or a kernel of 1x1",
            _ => "Automatic, ImplicitGemm or Direct for a convolution that is not 3x3 with a stride, a dilation and groups of 1",
        };
        if (condition is not null)
        {
            context.Report("DEEP0201", "Algorithm", -1, context.DisplayName, "Algorithm", condition, name);
        }
    }

    /// <summary>The directions of a sequence, an image or a volume.</summary>
    public static IReadOnlyList<(string Direction, ConvolutionExtent Extent)> Extents(AttributeSpec attribute, Shape input) =>
        [.. Directions[input.Rank - 2].Select((d, i) => (d, new ConvolutionExtent(input.Sizes[i], Kernel(attribute, d), Stride(attribute), Dilation(attribute), Padding(attribute))))];

    /// <summary>The axes of a checked layer.</summary>
    public static EquatableArray<WindowAxis> Axes(AttributeSpec attribute, Shape input) =>

        // From a single output there is no next one.
        Extents(attribute, input).Select(e => e.Extent.Output == 1 ? e.Extent.Axis with { Stride = 1 } : e.Extent.Axis).ToEquatableArray();

    /// <summary>A number of connections that an int holds.</summary>
    public static int Fan(BigInteger connections) => (int)BigInteger.Min(BigInteger.Max(connections, 1), int.MaxValue);

    /// <summary>What a layer's description says of the arguments that are not their defaults.</summary>
    public static string Details(AttributeSpec attribute)
    {
        List<string> details = [];
        void Add(string name, int value, int unless)
        {
            if (value != unless)
            {
                details.Add($"{name} {Text(value)}");
            }
        }

        Add("stride", Stride(attribute), 1);
        if (Padding(attribute) == ConvolutionExtent.Same)
        {
            details.Add("padding same");
        }
        else
        {
            Add("padding", Padding(attribute), 0);
        }

        Add("output padding", attribute.Whole("OutputPadding", without: 0), 0);
        Add("dilation", Dilation(attribute), 1);
        Add("groups", Groups(attribute), 1);
        return details.Count == 0 ? "" : $" ({string.Join(", ", details)})";
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
