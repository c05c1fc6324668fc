using System.ComponentModel;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>A function of one number, for <see cref="ElementLoops"/>. Generated code implements it.</summary>
/// <typeparam name="TElement">The element, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IUnaryOperator<TElement> : IElementOperator
    where TElement : unmanaged
{
    /// <summary>The value.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="L">Its arithmetic.</typeparam>
    /// <param name="x">The number.</param>
    /// <returns>The value, lane by lane.</returns>
    static abstract TVector Invoke<TVector, L>(TVector x)
        where TVector : struct
        where L : struct, IArithmetic<TVector, TElement>;
}
