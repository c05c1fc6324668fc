using DeepNet.Generators.Model;

namespace DeepNet.Generators.Operations;

/// <summary>What is taken of the values of a window.</summary>
internal enum WindowFunction
{
    Maximum,

    /// <summary>The mean of those that lie in the input.</summary>
    Mean,
}

/// <summary>Windows over an input of any rank, channels last, each channel by itself: input <c>[inputs..., Channels]</c>, output <c>[outputs..., Channels]</c>.</summary>
/// <param name="Function">What is taken of a window.</param>
/// <param name="Axes">The axes, such as height and width. Padding takes no part in maximum and mean.</param>
/// <param name="Channels">The channels.</param>
internal abstract record WindowMap(string Comment, WindowFunction Function, EquatableArray<WindowAxis> Axes, int Channels) : Operation(Comment);

/// <summary><c>output = function(input in the window)</c>.</summary>
internal sealed record Pool(string Comment, WindowFunction Function, EquatableArray<WindowAxis> Axes, int Channels) : WindowMap(Comment, Function, Axes, Channels)
{
    public required Tensor Output { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary>The gradient of an output goes to the first maximum of its window, or in equal parts to all inputs that the mean is taken of; through the derivative of the target if it has one.</summary>
internal sealed record PoolGradient(string Comment, WindowFunction Function, EquatableArray<WindowAxis> Axes, int Channels) : WindowMap(Comment, Function, Axes, Channels)
{
    public required GradientTarget DInput { get; init; }

    /// <summary>The output of the forward pass, for the maximum.</summary>
    public Tensor? Output { get; init; }

    /// <summary>The input of the forward pass, for the maximum.</summary>
    public Tensor? Input { get; init; }

    public required Tensor DOutput { get; init; }
}
