using System.ComponentModel;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>A function of two numbers, for <see cref="ElementLoops"/>. Generated code implements it.</summary>
/// <typeparam name="TElement">The element, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBinaryOperator<TElement> : IElementOperator
    where TElement : unmanaged
{
    /// <summary>The value.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="L">Its arithmetic.</typeparam>
    /// <param name="x">The first number.</param>
    /// <param name="y">The second number.</param>
    /// <returns>The value, lane by lane.</returns>
    static abstract TVector Invoke<TVector, L>(TVector x, TVector y)
        where TVector : struct
        where L : struct, IArithmetic<TVector, TElement>;
}
