using DeepNet.Generators.Model;

namespace DeepNet.Generators.Operations;

/// <summary>An input of any rank made larger by a whole factor along each axis, channels last.</summary>
/// <param name="Sizes">The sizes of the input's axes, such as height and width.</param>
/// <param name="Channels">The channels.</param>
/// <param name="Factor">How many times as large the output is along each axis.</param>
/// <param name="Interpolation">How values between elements are found; <c>Bilinear</c> is linear along each axis.</param>
internal abstract record Resampling(string Comment, EquatableArray<int> Sizes, int Channels, int Factor, Interpolation Interpolation) : Operation(Comment);

/// <summary><c>output[o] = input at ((o + 1/2) / Factor - 1/2)</c>.</summary>
internal sealed record UpSampling(string Comment, EquatableArray<int> Sizes, int Channels, int Factor, Interpolation Interpolation) : Resampling(Comment, Sizes, Channels, Factor, Interpolation)
{
    public required Tensor Output { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary><c>dInput = Σ dOutput</c> of the outputs that an input is part of, with the shares that it has in them.</summary>
internal sealed record UpSamplingGradient(string Comment, EquatableArray<int> Sizes, int Channels, int Factor, Interpolation Interpolation) : Resampling(Comment, Sizes, Channels, Factor, Interpolation)
{
    public required GradientTarget DInput { get; init; }

    public required Tensor DOutput { get; init; }
}
