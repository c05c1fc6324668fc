using System.ComponentModel;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>Where the loop of an update finds its gradients. Called by generated code only.</summary>
/// <typeparam name="TElement">The element, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGradient<TElement>
    where TElement : unmanaged
{
    /// <summary>The gradients of one vector of parameters.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="L">Its arithmetic.</typeparam>
    /// <param name="gradient">The numbers at the place of the parameters.</param>
    /// <param name="factor">The factor of the row.</param>
    /// <returns>The gradients.</returns>
    static abstract TVector Load<TVector, L>(ref TElement gradient, TVector factor)
        where TVector : struct
        where L : struct, IArithmetic<TVector, TElement>;
}
