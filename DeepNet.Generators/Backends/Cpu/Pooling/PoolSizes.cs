using System;
using DeepNet.Generators.Emit;

namespace DeepNet.Generators.Backends.Cpu.Pooling;

/// <summary>One direction of pooling.</summary>
/// <param name="Size">The size of the input.</param>
/// <param name="Window">The size of a window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Before">How far the first window reaches over the border.</param>
/// <param name="Output">The number of windows.</param>
internal readonly record struct PoolExtent(int Size, int Window, int Stride, int Before, int Output)
{
    /// <summary>Whether some window reaches over a border.</summary>
    public bool Leaves => Before > 0 || (long)(Output - 1) * Stride - Before + Window > Size;

    /// <summary>Whether every element lies in exactly one window.</summary>
    public bool Tiles => Stride == Window && Before == 0 && (long)Output * Window == Size;

    public override string ToString() => FormattableString.Invariant($"{Size}_{Window}_{Stride}_{Before}");
}

/// <summary>The sizes of pooling; a sequence is an image of height 1.</summary>
internal sealed record PoolSizes(PoolExtent Height, PoolExtent Width, int Channels)
{
    /// <summary>Windows of 3x3 and less are written out; larger ones are loops, since their text would not pay.</summary>
    private const int MostUnrolled = 9;

    public long Area => (long)Height.Window * Width.Window;

    public bool Leaves => Height.Leaves || Width.Leaves;

    public bool Tiles => Height.Tiles && Width.Tiles;

    public bool IsUnrolled => !Leaves && Area <= MostUnrolled;

    /// <summary>What names of kernels say.</summary>
    public string Name => FormattableString.Invariant($"{Height}x{Width}x{Channels}");

    /// <summary>Writes the sizes as named constants.</summary>
    public void EmitConstants(SourceWriter writer)
    {
        writer.Constant("Height", Height.Size);
        writer.Constant("Width", Width.Size);
        writer.Constant("Channels", Channels);
        writer.Constant("WindowHeight", Height.Window);
        writer.Constant("WindowWidth", Width.Window);
        writer.Constant("StrideHeight", Height.Stride);
        writer.Constant("StrideWidth", Width.Stride);
        writer.Constant("Top", Height.Before);
        writer.Constant("Left", Width.Before);
        writer.Constant("OutputHeight", Height.Output);
        writer.Constant("OutputWidth", Width.Output);
        writer.Constant("Line", Width.Size * Channels);
        writer.Constant("Area", (int)Math.Min(Area, int.MaxValue));
        writer.Line();
    }
}
