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
internal sealed record Elementwise(string Name, string Formula, Expression Value, Expression InputGradient, Saved Saves, string Initializer, int Flops)
{
    /// <summary>The operand that is learned, or null for a function of one number.</summary>
    public LearnedOperand? Learned { get; init; }
}

/// <summary>A number that a function takes beside its input and that is learned: one for each channel, or one for all elements.</summary>
/// <param name="Name">Its property, such as <c>Slope</c>; the argument <c>InitialSlope</c> says what it begins with.</param>
/// <param name="Start">What it begins with if nothing is said.</param>
/// <param name="Gradient">What an element adds to its gradient, as a function of <c>dy</c> and of <c>x</c> or <c>y</c>, whichever is saved.</param>
internal sealed record LearnedOperand(string Name, double Start, Expression Gradient)
{
    /// <summary>The variable that it is in expressions, such as <c>slope</c>.</summary>
    public string Variable => char.ToLowerInvariant(Name[0]) + Name.Substring(1);
}
