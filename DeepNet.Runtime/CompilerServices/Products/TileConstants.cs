using System.Runtime.InteropServices;

namespace DeepNet.CompilerServices;

/// <summary>1. The counts of a tile are the sizes of types: a compiler knows them when it reads the code, so what a tile does not have costs neither a branch nor a register, nor the time to compile it.</summary>
[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct One;

/// <summary>2.</summary>
[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Two;

/// <summary>3.</summary>
[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Three;

/// <summary>4.</summary>
[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Four;

/// <summary>5.</summary>
[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct Five;

/// <summary>6.</summary>
[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Six;

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
