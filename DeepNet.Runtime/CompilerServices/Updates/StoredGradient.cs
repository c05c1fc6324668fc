using System.ComponentModel;
using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>Gradients that stand in memory; factors are not used. Called by generated code only.</summary>
/// <typeparam name="TElement">The element, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StoredGradient<TElement> : IGradient<TElement>
    where TElement : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, L>(ref TElement gradient, TVector factor)
        where TVector : struct
        where L : struct, IArithmetic<TVector, TElement> => L.Load(ref gradient);
}
