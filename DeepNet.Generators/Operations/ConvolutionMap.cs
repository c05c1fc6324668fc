using System.Linq;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Operations;

/// <summary>
/// A convolution of any rank, channels last: input <c>[inputs..., Channels]</c>, weight <c>[window..., Channels / Groups, Filters]</c>, output
/// <c>[outputs..., Filters]</c>. An output sums over the places of its window and the channels of its filter's group.
/// </summary>
/// <param name="Axes">The axes, such as height and width.</param>
/// <param name="Channels">The channels of the input.</param>
/// <param name="Filters">The channels of the output.</param>
/// <param name="Groups">The parts of equal size into which channels and filters are divided; a filter sees the channels of its own part.</param>
internal sealed record ConvolutionMap(EquatableArray<WindowAxis> Axes, int Channels, int Filters, int Groups) : IndexMap
{
    /// <summary>The algorithm that the user asks for. A back end takes another one where it has none of that name.</summary>
    public ConvolutionAlgorithm Algorithm { get; init; }

    /// <summary>The channels that a filter sees.</summary>
    public int GroupChannels => Channels / Groups;

    /// <summary>The inputs that one output sums over.</summary>
    public int PatchSize => Axes.Aggregate(GroupChannels, (size, axis) => size * axis.Window);
}

/// <summary>
/// A convolution of each channel by itself: input <c>[inputs..., Channels]</c>, weight <c>[window..., Channels, Multiplier]</c>, output
/// <c>[outputs..., Channels · Multiplier]</c>.
/// </summary>
/// <param name="Axes">The axes, such as height and width.</param>
/// <param name="Channels">The channels of the input.</param>
/// <param name="Multiplier">The filters of each channel.</param>
internal sealed record DepthwiseMap(EquatableArray<WindowAxis> Axes, int Channels, int Multiplier) : IndexMap;

/// <summary>The way back through a convolution: its outputs are the inputs here, and its inputs the outputs. So the sum is the convolution's gradient of the input, and the gradient of the input is the convolution.</summary>
/// <param name="Convolution">The convolution from this map's output to its input, with its weights.</param>
internal sealed record TransposedMap(ConvolutionMap Convolution) : IndexMap;
