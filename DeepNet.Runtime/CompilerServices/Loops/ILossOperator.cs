using System.ComponentModel;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>A loss of one number, for <see cref="ElementLoops"/>. Generated code implements it.</summary>
/// <typeparam name="TElement">The element, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILossOperator<TElement> : IElementOperator
    where TElement : unmanaged
{
    /// <summary>The loss and its derivative.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="L">Its arithmetic.</typeparam>
    /// <param name="x">The output.</param>
    /// <param name="target">Its target.</param>
    /// <param name="derivative">The derivative by the output.</param>
    /// <returns>The loss, lane by lane.</returns>
    static abstract TVector Invoke<TVector, L>(TVector x, TVector target, out TVector derivative)
        where TVector : struct
        where L : struct, IArithmetic<TVector, TElement>;
}
