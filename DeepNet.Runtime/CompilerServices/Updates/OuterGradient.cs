using System.ComponentModel;
using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>Gradients of a single sample: a row is its factor, the input, times the gradients of the outputs. Called by generated code only.</summary>
/// <typeparam name="TElement">The element, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OuterGradient<TElement> : IGradient<TElement>
    where TElement : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, L>(ref TElement gradient, TVector factor)
        where TVector : struct
        where L : struct, IArithmetic<TVector, TElement> => L.Multiply(factor, L.Load(ref gradient));
}
