using System;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>
/// The patches of an image that the outputs of a convolution see, one after the other as the rows of a matrix: gathered for the product with the
/// weights, and added back to the image for its gradient.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution, without filters.</param>
internal sealed record PatchKernel(ElementType Element, ConvolutionSizes Sizes) : KernelSpec(Element)
{
    public override string ClassName => "Patches_" + Sizes.Name + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"Patches of {Sizes.Window} of {(Sizes.IsVolume ? "a volume" : "an image")} [{Sizes.InputShape}], each a row of {Sizes.PatchSize}.");

    private string Keyword => Element.Keyword();

    /// <summary>The C# of a row of the image.</summary>
    private string Row => Sizes.IsVolume ? "(plane * Height + row)" : "row";

    /// <summary>The C# of the elements of a patch.</summary>
    private string PatchSize => (Sizes.IsVolume ? "KernelDepth * " : "") + "KernelHeight * Run";

    /// <summary>Whether the columns of a kernel's row lie one after the other in the image.</summary>
    private bool HasRuns => Sizes.Dilation == 1 && Sizes.Groups == 1;

    public override void Emit(SourceWriter writer)
    {
        Sizes.EmitConstants(writer);
        writer.Line("/// <summary>Elements of a patch from one row of the kernel.</summary>").Line("private const int Run = KernelWidth * GroupChannels;").Line();
        EmitGather(writer);
        writer.Line();
        EmitScatter(writer);
        EmitReferences(writer);
    }

    private void EmitGather(SourceWriter writer)
    {
        string Copy(string count) => $"MemoryMarshal.CreateReadOnlySpan(ref from, {count}).CopyTo(MemoryMarshal.CreateSpan(ref to, {count}));";
        string Clear(string count) => $"MemoryMarshal.CreateSpan(ref to, {count}).Clear();";

        writer.Line("/// <summary>Writes the patches of <c>count</c> output pixels from the pixel <c>first</c> on; what lies outside the image is zero.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Gather(ref {Keyword} patches, ref {Keyword} image, int first, int count)"))
        {
            EmitWalk(writer, () => writer.Line(Copy("Run")), () => writer.Line(Copy("GroupChannels")), Clear);
        }
    }

    private void EmitScatter(SourceWriter writer)
    {
        writer.Line("/// <summary>Adds the patches of <c>count</c> output pixels from the pixel <c>first</c> on to the pixels that they are copied from.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Scatter(ref {Keyword} image, ref {Keyword} patches, int first, int count)"))
        {
            void Add(int count) => new RowLoops(writer, Element, count).Each(t => writer.Line(t.Store($"({t.Load("from", "i")} + {t.Load("to", "i")})", "from", "i")));
            EmitWalk(writer, () => Add(Sizes.KernelWidth * Sizes.GroupChannels), () => Add(Sizes.GroupChannels), null);
        }
    }

    /// <summary>Writes the walk over pixels and rows of the kernel, with <c>from</c> in the image and <c>to</c> in the patches.</summary>
    private void EmitWalk(SourceWriter writer, Action run, Action pixel, Func<string, string>? clear)
    {
        writer.Line("int y = first / OutputWidth;").Line("int x = first - y * OutputWidth;");
        if (Sizes.IsVolume)
        {
            writer.Line("int z = y / OutputHeight;").Line("y -= z * OutputHeight;");
        }

        writer.Line($"ref {Keyword} to = ref patches;");
        using (writer.Block("for (int pixel = 0; pixel < count; pixel++)"))
        {
            writer.Line("int top = y * Stride - PaddingTop;").Line("int left = x * Stride - PaddingLeft;");
            using (Sizes.IsVolume ? EmitPlane(writer, clear) : (SourceWriter.Scope?)null)
            using (writer.Block("for (int kernelRow = 0; kernelRow < KernelHeight; kernelRow++)"))
            {
                writer.Line("int row = top + kernelRow * Dilation;");
                EmitKernelRow(writer, run, pixel, clear);
            }

            writer.Line();
            using (writer.Block("if (++x == OutputWidth)"))
            {
                writer.Line("x = 0;");
                if (!Sizes.IsVolume)
                {
                    writer.Line("y++;");
                    return;
                }

                using (writer.Block("if (++y == OutputHeight)"))
                {
                    writer.Line("y = 0;").Line("z++;");
                }
            }
        }
    }

    /// <summary>Begins the walk over the planes of the kernel.</summary>
    private SourceWriter.Scope EmitPlane(SourceWriter writer, Func<string, string>? clear)
    {
        writer.Line("int front = z * Stride - PaddingFront;");
        SourceWriter.Scope planes = writer.Block("for (int kernelPlane = 0; kernelPlane < KernelDepth; kernelPlane++)");
        writer.Line("int plane = front + kernelPlane * Dilation;");
        if (Sizes.LeavesDepth)
        {
            EmitOutside(writer, "(uint)plane >= Depth", "KernelHeight * Run", clear);
        }

        return planes;
    }

    /// <summary>Writes what is done with a part of a patch that lies outside.</summary>
    private static void EmitOutside(SourceWriter writer, string condition, string count, Func<string, string>? clear)
    {
        using (writer.Block($"if ({condition})"))
        {
            if (clear is not null)
            {
                writer.Line(clear(count));
            }

            writer.Line($"to = ref Unsafe.Add(ref to, {count});").Line("continue;");
        }

        writer.Line();
    }

    private void EmitKernelRow(SourceWriter writer, Action run, Action pixel, Func<string, string>? clear)
    {
        const string next = "to = ref Unsafe.Add(ref to, Run);";
        if (Sizes.LeavesHeight)
        {
            EmitOutside(writer, "(uint)row >= Height", "Run", clear);
        }

        if (HasRuns && !Sizes.LeavesWidth)
        {
            EmitRun(writer, run, next);
            return;
        }

        if (HasRuns)
        {
            using (writer.Block("if (left >= 0 && left + KernelWidth <= Width)"))
            {
                EmitRun(writer, run, next);
                writer.Line("continue;");
            }

            writer.Line();
        }

        using (writer.Block("for (int kernelColumn = 0; kernelColumn < KernelWidth; kernelColumn++)"))
        {
            writer.Line("int column = left + kernelColumn * Dilation;");
            if (Sizes.LeavesWidth)
            {
                using (writer.Block("if ((uint)column < Width)"))
                {
                    EmitPixel(writer, pixel);
                }

                if (clear is not null)
                {
                    using (writer.Block("else"))
                    {
                        writer.Line(clear("GroupChannels"));
                    }
                }

                writer.Line();
            }
            else
            {
                EmitPixel(writer, pixel);
            }

            writer.Line("to = ref Unsafe.Add(ref to, GroupChannels);");
        }
    }

    private void EmitRun(SourceWriter writer, Action run, string next)
    {
        writer.Line($"ref {Keyword} from = ref Unsafe.Add(ref image, ({Row} * Width + left) * Channels);");
        run();
        writer.Line(next);
    }

    private void EmitPixel(SourceWriter writer, Action pixel)
    {
        writer.Line($"ref {Keyword} from = ref Unsafe.Add(ref image, ({Row} * Width + column) * Channels);");
        pixel();
    }

    private void EmitReferences(SourceWriter writer)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        EmitReference(writer, "Gather", $"ref {Keyword} patches, ref {Keyword} image", "patches", "inside ? Unsafe.Add(ref image, at) : 0", "=");
        EmitReference(writer, "Scatter", $"ref {Keyword} image, ref {Keyword} patches", "image", $"Unsafe.Add(ref patches, pixel * {PatchSize} + k)", "+=");
    }

    private void EmitReference(SourceWriter writer, string method, string parameters, string target, string value, string assignment)
    {
        writer.Line().Line($"/// <summary>The same as <see cref=\"{method}\"/>, one element at a time.</summary>");
        using (writer.Method($"internal static void {method}Reference({parameters}, int first, int count)"))
        using (writer.Block("for (int pixel = 0; pixel < count; pixel++)"))
        using (writer.Block($"for (int k = 0; k < {PatchSize}; k++)"))
        {
            if (Sizes.IsVolume)
            {
                writer.Line("int plane = (first + pixel) / (OutputHeight * OutputWidth) * Stride - PaddingFront + k / (KernelHeight * Run) * Dilation;");
            }

            writer.Line($"int row = (first + pixel) / OutputWidth{(Sizes.IsVolume ? " % OutputHeight" : "")} * Stride - PaddingTop + k / Run{(Sizes.IsVolume ? " % KernelHeight" : "")} * Dilation;");
            writer.Line("int column = (first + pixel) % OutputWidth * Stride - PaddingLeft + k % Run / GroupChannels * Dilation;");
            writer.Line($"int at = ({Row} * Width + column) * Channels + k % GroupChannels;");
            writer.Line($"bool inside = {(Sizes.IsVolume ? "(uint)plane < Depth && " : "")}(uint)row < Height && (uint)column < Width;");
            if (target == "image")
            {
                using (writer.Block("if (inside)"))
                {
                    writer.Line($"Unsafe.Add(ref image, at) {assignment} {value};");
                }
            }
            else
            {
                writer.Line($"Unsafe.Add(ref patches, pixel * {PatchSize} + k) {assignment} {value};");
            }
        }
    }
}
