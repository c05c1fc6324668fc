namespace DeepNet.CompilerServices;

/// <summary>How the rows and columns of a product are divided among the tiles of <see cref="ProductTile{TVector, T, L}"/>.</summary>
internal static class TileSizes
{
    /// <summary>The rows of most tiles: 6 × 2 sums, two vectors of <c>b</c> and one of <c>a</c> in the 16 registers of AVX2; 6 × 4, four and one in the 32 of AVX-512.</summary>
    public const int MostRows = 6;

    /// <summary>
    /// The rows of the next tile: six rows, at the end the most of four, two and one that are left. With four vectors per row, two rows are as many sums as hide each other's waiting just so, and four rows twice
    /// as many: then seven to nine rows are two tiles of about one height.
    /// </summary>
    /// <param name="rowsLeft">The rows that are left.</param>
    /// <param name="tileVectors">The vectors of a tile's row.</param>
    public static int Rows(int rowsLeft, int tileVectors) => tileVectors == 4
        ? rowsLeft switch { <= 6 => rowsLeft, 7 or 8 => 4, 9 => 5, _ => 6 }
        : rowsLeft switch { >= 6 => 6, >= 4 => 4, >= 2 => 2, _ => 1 };

    /// <summary>How many tiles of so many rows come next.</summary>
    public static int EqualTiles(int rowsLeft, int tileVectors) => rowsLeft switch
    {
        8 when tileVectors == 4 => 2,
        < 10 => 1,
        _ => (rowsLeft / MostRows) - (tileVectors == 4 && rowsLeft % MostRows is 1 or 2 or 3 ? 1 : 0),
    };

    /// <summary>The vectors of the next tile of a row: as few tiles as there can be, and those as equal as can be, because a tile of one vector waits for its sums.</summary>
    public static int Vectors(int columns, int lanes, int most)
    {
        int vectors = (columns + lanes - 1) / lanes;
        int tiles = (vectors + most - 1) / most;
        return (vectors + tiles - 1) / tiles;
    }
}
