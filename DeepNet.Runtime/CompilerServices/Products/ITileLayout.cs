namespace DeepNet.CompilerServices;

/// <summary>How the operands of a tile lie, known when it is compiled: the distances of packed operands are constants.</summary>
internal interface ITileLayout
{
    /// <summary>Whether the left operand is a panel of the tile's rows.</summary>
    static abstract bool IsAPacked { get; }

    /// <summary>Whether the right operand is a panel of the tile's columns.</summary>
    static abstract bool IsBPacked { get; }

    /// <summary>Whether the tile packs the right operand on the way.</summary>
    static abstract bool Packs { get; }
}

/// <summary>Both operands lie where they are.</summary>
internal readonly struct InPlace : ITileLayout
{
    public static bool IsAPacked => false;

    public static bool IsBPacked => false;

    public static bool Packs => false;
}

/// <summary>Both operands are packed.</summary>
internal readonly struct Packed : ITileLayout
{
    public static bool IsAPacked => true;

    public static bool IsBPacked => true;

    public static bool Packs => false;
}

/// <summary>The left operand is packed, and the right one is about to be.</summary>
internal readonly struct Packing : ITileLayout
{
    public static bool IsAPacked => true;

    public static bool IsBPacked => false;

    public static bool Packs => true;
}
