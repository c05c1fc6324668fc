using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Operations;

/// <summary>Where the gradient of an input is written.</summary>
/// <param name="Tensor">The tensor to write.</param>
/// <param name="Accumulate">Whether to add to the existing values, because another layer wrote them first.</param>
/// <param name="Derivative">The activation whose derivative is applied to what is written, or null.</param>
/// <param name="Saved">The tensor that the derivative is taken from.</param>
internal sealed record GradientTarget(Tensor Tensor, bool Accumulate, Elementwise? Derivative, Tensor? Saved)
{
    /// <summary>A tensor that nothing else has written.</summary>
    public static GradientTarget New(Tensor tensor) => new(tensor, false, null, null);
}
