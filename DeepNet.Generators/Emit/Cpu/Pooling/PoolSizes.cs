using System;

namespace DeepNet.Generators.Emit.Cpu.Pooling;

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
        void Constant(string name, int value) => writer.Line(FormattableString.Invariant($"private const int {name} = {value};"));
        Constant("Height", Height.Size);
        Constant("Width", Width.Size);
        Constant("Channels", Channels);
        Constant("WindowHeight", Height.Window);
        Constant("WindowWidth", Width.Window);
        Constant("StrideHeight", Height.Stride);
        Constant("StrideWidth", Width.Stride);
        Constant("Top", Height.Before);
        Constant("Left", Width.Before);
        Constant("OutputHeight", Height.Output);
        Constant("OutputWidth", Width.Output);
        Constant("Line", Width.Size * Channels);
        Constant("Area", (int)Math.Min(Area, int.MaxValue));
        writer.Line();
    }
}
