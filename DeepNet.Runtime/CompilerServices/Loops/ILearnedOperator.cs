using System.ComponentModel;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>A function of a number and of an operand that is learned, for <see cref="LearnedLoops{T, TVector256, L256, TVector128, L128, LScalar, LReference}"/>. Generated code implements it.</summary>
/// <typeparam name="TElement">The element, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILearnedOperator<TElement>
    where TElement : unmanaged
{
    /// <summary>The value.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="L">Its arithmetic.</typeparam>
    /// <param name="x">The number.</param>
    /// <param name="learned">The operand.</param>
    /// <returns>The value, lane by lane.</returns>
    static abstract TVector Value<TVector, L>(TVector x, TVector learned)
        where TVector : struct
        where L : struct, IArithmetic<TVector, TElement>;

    /// <summary>The gradient of the number.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="L">Its arithmetic.</typeparam>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dy">The gradient of the value.</param>
    /// <param name="learned">The operand.</param>
    /// <returns>The gradient, lane by lane.</returns>
    static abstract TVector InputGradient<TVector, L>(TVector saved, TVector dy, TVector learned)
        where TVector : struct
        where L : struct, IArithmetic<TVector, TElement>;

    /// <summary>What an element adds to the gradient of the operand.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="L">Its arithmetic.</typeparam>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dy">The gradient of the value.</param>
    /// <returns>The part, lane by lane.</returns>
    static abstract TVector Part<TVector, L>(TVector saved, TVector dy)
        where TVector : struct
        where L : struct, IArithmetic<TVector, TElement>;
}
