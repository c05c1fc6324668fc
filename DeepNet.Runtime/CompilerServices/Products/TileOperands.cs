namespace DeepNet.CompilerServices;

/// <summary>What a tile of a product reads and writes. Strides have the width of an address: with int they were extended anew in every step.</summary>
/// <typeparam name="T">The element.</typeparam>
internal ref struct TileOperands<T>
{
    /// <summary>The first element of the result.</summary>
    public ref T C;

    /// <summary>Whether the result is so large that a tile prefetches its lines before it is summed.</summary>
    public bool IsFar;

    /// <summary>Elements between rows of the result.</summary>
    public nint CStride;

    /// <summary>What is added to the sums, or a null reference.</summary>
    public ref T Start;

    /// <summary>Elements between rows of <see cref="Start"/>.</summary>
    public nint StartStride;

    /// <summary>The first element of the left operand, which is broadcast.</summary>
    public ref T A;

    /// <summary>Elements between rows of <see cref="A"/>.</summary>
    public nint AStride;

    /// <summary>Elements between steps of <see cref="A"/>.</summary>
    public nint AStep;

    /// <summary>The first element of the right operand, which is loaded as vectors.</summary>
    public ref T B;

    /// <summary>Elements between steps of <see cref="B"/>.</summary>
    public nint BStride;

    /// <summary>Where the vectors of <see cref="B"/> are packed on the way, if the tile packs.</summary>
    public ref T Panel;

    /// <summary>What is prefetched, row by row: the columns of the next panel.</summary>
    public ref T Next;

    /// <summary>Elements between rows of <see cref="Next"/>.</summary>
    public nint NextStride;

    /// <summary>The rows of <see cref="Next"/> that each tile prefetches.</summary>
    public int NextRows;

    /// <summary>The steps.</summary>
    public nint Depth;

    /// <summary>The lanes of the last vector of a row that lie in the matrix.</summary>
    public int Lanes;

    /// <summary>Tiles of the same operand B, one below the other.</summary>
    public int Tiles;

    /// <summary>Elements of <see cref="A"/> between tiles.</summary>
    public nint TileStep;
}
