using System;
using DeepNet.Generators.Text;

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

    /// <summary>Whether a window has elements in common with the next.</summary>
    public bool Overlaps => Stride < Window;

    public override string ToString() => FormattableString.Invariant($"{Size}_{Window}_{Stride}_{Before}");
}

/// <summary>The sizes of pooling; a sequence is an image of height 1, and only a volume has a depth.</summary>
internal sealed record PoolSizes(PoolExtent Height, PoolExtent Width, int Channels)
{
    /// <summary>Windows of 3x3 and less are written out; larger ones are loops, since their text would not pay.</summary>
    private const int MostUnrolled = 9;

    public PoolExtent Depth { get; init; } = Plane;

    private static PoolExtent Plane => new(1, 1, 1, 0, 1);

    /// <summary>Whether there is a third axis.</summary>
    public bool IsVolume => Depth != Plane;

    public long Area => (long)Depth.Window * Height.Window * Width.Window;

    public bool Leaves => Depth.Leaves || Height.Leaves || Width.Leaves;

    public bool Tiles => Depth.Tiles && Height.Tiles && Width.Tiles;

    /// <summary>Whether windows have elements in common.</summary>
    public bool Overlaps => Depth.Overlaps || Height.Overlaps || Width.Overlaps;

    public bool IsUnrolled => !Leaves && Area <= MostUnrolled;

    /// <summary>What names of kernels say.</summary>
    public string Name => (IsVolume ? $"{Depth}x" : "") + FormattableString.Invariant($"{Height}x{Width}x{Channels}");

    /// <summary>A number of each axis, for texts: <c>28x28</c>.</summary>
    public string Text(Func<PoolExtent, int> number) => (IsVolume ? FormattableString.Invariant($"{number(Depth)}x") : "") + FormattableString.Invariant($"{number(Height)}x{number(Width)}");

    /// <summary>The C# of the lines of an input, from the constants that <see cref="EmitConstants"/> writes.</summary>
    public string Lines => (IsVolume ? "Depth * " : "") + "Height";

    /// <summary>The C# of the windows.</summary>
    public string Windows => (IsVolume ? "OutputDepth * " : "") + "OutputHeight * OutputWidth";

    /// <summary>Writes the sizes as named constants.</summary>
    public void EmitConstants(SourceWriter writer)
    {
        if (IsVolume)
        {
            writer.Constant("Depth", Depth.Size);
            writer.Constant("WindowDepth", Depth.Window);
            writer.Constant("StrideDepth", Depth.Stride);
            writer.Constant("Front", Depth.Before);
            writer.Constant("OutputDepth", Depth.Output);
        }

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
