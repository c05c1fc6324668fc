using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Expressions;

/// <summary>What the backward pass needs of the forward pass.</summary>
internal enum Saved
{
    Input,
    Output,
}

/// <summary>An elementwise operation with its arguments filled in.</summary>
/// <param name="Name">The name of its kernels, with arguments that are not the default: <c>LeakyReLU</c>, <c>LeakyReLU_0p2</c>.</param>
/// <param name="Formula">The formula in text.</param>
/// <param name="Value">The value as a function of <c>x</c>.</param>
/// <param name="InputGradient">The input's gradient as a function of <c>dy</c> and of <c>x</c> or <c>y</c>, whichever is saved.</param>
/// <param name="Saves">Which one is saved.</param>
/// <param name="Initializer">The initializer for the layer before.</param>
/// <param name="Flops">Operations an element, counting a transcendental function as one.</param>
internal sealed record Elementwise(string Name, string Formula, Expression Value, Expression InputGradient, Saved Saves, string Initializer, int Flops);
