using DeepNet.CompilerServices;

namespace DeepNet.Numerics;

/// <summary>
/// What the functions of <see cref="VectorMath"/> and the products of <see cref="CompilerServices.PackedProduct"/> need beside arithmetic, for one vector
/// width and element type.
/// </summary>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="TElement">Its element, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// A polynomial is written once against this interface. The implementations are structs, so the JIT and the AOT compiler
/// make one copy of the code for each width and nothing of the interface is left in it.
/// The operations on bits treat a lane as an integer of its own size.
/// </remarks>
internal unsafe interface ILanes<TVector, TElement> : IArithmetic<TVector, TElement>
    where TVector : struct
    where TElement : unmanaged
{
    /// <summary>The vectors of a row of a product's tile: with six rows, four of 32 registers, two of 16.</summary>
    static abstract int TileVectors { get; }

    /// <summary>Whether <see cref="StorePart"/> is one instruction.</summary>
    static abstract bool HasMasks { get; }

    /// <summary>The function for a product's tiles of a size.</summary>
    /// <param name="rows">The rows, one to six.</param>
    /// <param name="vectors">The vectors of a row, one to four.</param>
    static abstract delegate*<in TileOperands<TElement>, void> Tile<TLayout>(int rows, int vectors)
        where TLayout : struct, ITileLayout;

    /// <summary>Writes the first <paramref name="count"/> lanes from <paramref name="destination"/> on, which is pinned, and touches nothing behind them.</summary>
    static abstract void StorePart(TVector value, ref TElement destination, int count);

    /// <summary><c>addend - left * right</c>, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAddNegated(TVector left, TVector right, TVector addend);

    /// <summary>The smaller lane; a NaN in <paramref name="value"/> (not in <paramref name="bound"/>) stays NaN.</summary>
    static abstract TVector AtMost(TVector bound, TVector value);

    /// <summary>The larger lane; a NaN in <paramref name="value"/> (not in <paramref name="bound"/>) stays NaN.</summary>
    static abstract TVector AtLeast(TVector bound, TVector value);

    static abstract TVector Or(TVector left, TVector right);

    static abstract TVector Xor(TVector left, TVector right);

    static abstract TVector AddBits(TVector left, TVector right);

    static abstract TVector SubtractBits(TVector left, TVector right);

    /// <summary>The larger lane as signed integers.</summary>
    static abstract TVector MaxBits(TVector left, TVector right);

    static abstract TVector ShiftLeftBits(TVector value, int count);

    /// <summary>A shift that fills with zeros.</summary>
    static abstract TVector ShiftRightBits(TVector value, int count);
}
