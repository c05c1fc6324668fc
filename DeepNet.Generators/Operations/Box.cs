using DeepNet.Generators.Model;

namespace DeepNet.Generators.Operations;

/// <summary>One axis of a box that lies in a larger array.</summary>
/// <param name="Size">The elements of the box.</param>
/// <param name="Before">The elements of the array before the box.</param>
/// <param name="Whole">The elements of the array.</param>
internal readonly record struct BoxAxis(int Size, int Before, int Whole);

/// <summary>A copy between a box and the array that it lies in, of any rank, channels last.</summary>
/// <param name="Axes">The axes, such as height and width.</param>
/// <param name="Channels">The channels, which the box has all of.</param>
internal abstract record Box(string Comment, EquatableArray<BoxAxis> Axes, int Channels) : DataMovement(Comment)
{
    public required Tensor Output { get; init; }

    /// <summary>Whether to add to the output instead.</summary>
    public bool Accumulate { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary>The box out of the array: <c>output = input in the box</c>. The gradient of <see cref="Pad"/>.</summary>
internal sealed record Crop(string Comment, EquatableArray<BoxAxis> Axes, int Channels) : Box(Comment, Axes, Channels);

/// <summary>The array around the box: <c>output = input</c> in the box, and 0 around it. The gradient of <see cref="Crop"/>.</summary>
internal sealed record Pad(string Comment, EquatableArray<BoxAxis> Axes, int Channels) : Box(Comment, Axes, Channels);
