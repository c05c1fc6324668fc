using System.Collections.Generic;
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

    /// <summary>The variable that the saved tensor is.</summary>
    public string SavedVariable => Saves == Saved.Output ? "y" : "x";

    private MapPort SavedPort => new("saved", SavedVariable);

    /// <summary>Output from input.</summary>
    /// <param name="width">The elements of the learned operand: one for each channel of a row, or one for all; 0 without one.</param>
    public MapProgram Forward(int width) => MapProgram.Of(
        Name + Mark(width), Formula, [new MapPort("input", "x"), .. Ports(width)], new MapPort("output", "result"), Value);

    /// <summary>The input's gradient from that of the output, written or added to the existing values.</summary>
    /// <param name="accumulates">Whether it is added.</param>
    /// <param name="width">The elements of the learned operand; 0 without one.</param>
    public MapProgram Backward(bool accumulates, int width) => MapProgram.Of(
        Name + (accumulates ? "_Accumulate" : "_Backward") + Mark(width),
        $"The derivative of {Name} times dOutput",
        [SavedPort, new MapPort("dOutput", "dy"), .. Ports(width)],
        new MapPort("dInput", "dx"),
        accumulates ? Expression.Variable("dx") + InputGradient : InputGradient);

    /// <summary>What each element adds to the gradient of the learned operand.</summary>
    public MapProgram Parts() => MapProgram.Of(
        Name + "_Parts", $"What each element adds to the gradient of {Learned!.Variable}", [SavedPort, new MapPort("dOutput", "dy")], new MapPort("parts", "part"), Learned.Gradient);

    private static string Mark(int width) => width == 0 ? "" : System.FormattableString.Invariant($"_{width}");

    private IEnumerable<MapPort> Ports(int width) => Learned is { } learned ? [new MapPort(learned.Variable, learned.Variable, width)] : [];
}

/// <summary>A number that a function takes beside its input and that is learned: one for each channel, or one for all elements.</summary>
/// <param name="Name">Its property, such as <c>Slope</c>; the argument <c>InitialSlope</c> says what it begins with.</param>
/// <param name="Gradient">What an element adds to its gradient, as a function of <c>dy</c> and of <c>x</c> or <c>y</c>, whichever is saved.</param>
internal sealed record LearnedOperand(string Name, Expression Gradient)
{
    /// <summary>The variable that it is in expressions, such as <c>slope</c>.</summary>
    public string Variable => char.ToLowerInvariant(Name[0]) + Name.Substring(1);
}
