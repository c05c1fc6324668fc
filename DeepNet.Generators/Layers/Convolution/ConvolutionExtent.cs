using System;
using System.Globalization;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>One direction of a convolution: the arithmetic of its sizes.</summary>
/// <param name="Size">The size of the input.</param>
/// <param name="Kernel">The size of the kernel.</param>
/// <param name="Stride">From one output to the next.</param>
/// <param name="Dilation">From one element of the kernel to the next.</param>
/// <param name="Padding">The argument: zeros on each side, or <see cref="Same"/>.</param>
internal readonly record struct ConvolutionExtent(int Size, int Kernel, int Stride, int Dilation, int Padding)
{
    /// <summary>The value of <c>DeepNet.Padding.Same</c>.</summary>
    public const int Same = -1;

    /// <summary>The inputs from the kernel's first element to its last.</summary>
    public long Reach => (long)Dilation * (Kernel - 1) + 1;

    public long Output => Padding == Same ? ((long)Size + Stride - 1) / Stride : FloorDivide(Room, Stride) + 1;

    /// <summary>The inputs and zeros from the first that the kernel passes over to the last.</summary>
    public long Span => (Output - 1) * Stride + Reach;

    /// <summary>The output of a direction that has one; what an int cannot hold makes a tensor that is reported as too large.</summary>
    public int OutputSize => (int)Math.Min(Output, int.MaxValue);

    /// <summary>The zeros before the input.</summary>
    public long Before => Padding == Same ? Math.Max((Output - 1) * Stride + Reach - Size, 0) / 2 : Padding;

    /// <summary>The axis of a layer that has been checked.</summary>
    public WindowAxis Axis => new(Size, Kernel, OutputSize, Stride, Dilation, (int)Before);

    /// <summary>The inputs behind the last one that an output sees, or 0 if the kernel skips some everywhere.</summary>
    public long Unseen => Padding == Same || Stride > Reach ? 0 : Math.Max(Room % Stride - Padding, 0);

    /// <summary>The arithmetic, such as <c>(28 + 2*0 - 5) / 2 + 1 = 12.5</c>.</summary>
    public string Arithmetic
    {
        get
        {
            string reach = Dilation == 1 ? Text(Kernel) : $"({Text(Dilation)}*({Text(Kernel)} - 1) + 1)";
            string result = ((double)Room / Stride + 1).ToString("0.###", CultureInfo.InvariantCulture);
            return $"({Text(Size)} + 2*{Text(Padding)} - {reach}) / {Text(Stride)} + 1 = {result}";
        }
    }

    /// <summary>The places where the kernel can begin, less one.</summary>
    private long Room => Size + 2L * Padding - Reach;

    private static long FloorDivide(long a, long b) => a < 0 ? -((b - 1 - a) / b) : a / b;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
