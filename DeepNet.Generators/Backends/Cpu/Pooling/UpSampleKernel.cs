using System;
using DeepNet.Generators.Backends.Cpu.Normalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Pooling;

/// <summary>Images <paramref name="Factor"/> times as high and as wide, by repetition or by bilinear interpolation. Channels are vectors.</summary>
internal sealed record UpSampleKernel(ElementType Element, int Height, int Width, int Channels, int Factor, bool Bilinear) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"UpSample_{Height}x{Width}x{Channels}_{Factor}{(Bilinear ? "_Bilinear" : "")}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Images of {Height}x{Width} with {Channels} channels, {Factor} times as high and as wide{(Bilinear ? ", interpolated" : "")}.");

    private string Keyword => Element.Keyword();

    public override void Emit(SourceWriter writer)
    {
        writer.Constant("Height", Height);
        writer.Constant("Width", Width);
        writer.Constant("Channels", Channels);
        writer.Constant("Factor", Factor);
        writer.Constant("Line", Width * Channels);
        writer.Constant("OutputLine", Width * Factor * Channels);
        writer.Line();
        if (Bilinear)
        {
            EmitBilinear(writer);
        }
        else
        {
            EmitNearest(writer);
        }
    }

    private void EmitNearest(SourceWriter writer)
    {
        writer.Line("/// <summary>Repeats each pixel of <c>n</c> images.</summary>");
        using (writer.Method($"internal static void Forward(ref {Keyword} output, ref {Keyword} input, int n)"))
        using (writer.Block("for (int line = 0; line < n * Height; line++)"))
        {
            writer.Line($"ref {Keyword} target = ref output;");
            using (writer.Block("for (int x = 0; x < Width; x++)"))
            {
                new ChannelLoops(writer, Element, Channels).Each(t =>
                {
                    writer.Line($"{t.Type} value = {t.Load("input", "i")};").Line("nuint at = i;");
                    using (writer.Block("for (int copy = 0; copy < Factor; copy++)"))
                    {
                        writer.Line(t.Store("value", "target", "at")).Line("at += Channels;");
                    }
                });
                writer.Line("input = ref Unsafe.Add(ref input, Channels);").Line("target = ref Unsafe.Add(ref target, Factor * Channels);");
            }

            writer.Line().Line("// The other lines are copies.");
            using (writer.Block("for (int copy = 1; copy < Factor; copy++)"))
            {
                writer.Line("MemoryMarshal.CreateReadOnlySpan(ref output, OutputLine).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref output, copy * OutputLine), OutputLine));");
            }

            writer.Line().Line("output = ref Unsafe.Add(ref output, Factor * OutputLine);");
        }

        NearestBackward(writer, "Backward", "=", "The inputs' gradients: the sums over the pixels that stand for one.");
        NearestBackward(writer, "Accumulate", "+=", "As <see cref=\"Backward\"/>, added to the existing values.");
        string at = "(i / OutputLine / Factor * Width + i % OutputLine / Channels / Factor) * Channels + i % Channels";
        Reference(writer, "Forward", $"ref {Keyword} output, ref {Keyword} input", "", $"Unsafe.Add(ref output, i) = Unsafe.Add(ref input, {at});");
        const string Clear = "MemoryMarshal.CreateSpan(ref dInput, n * Height * Line).Clear();";
        Reference(writer, "Backward", $"ref {Keyword} dInput, ref {Keyword} dOutput", Clear, $"Unsafe.Add(ref dInput, {at}) += Unsafe.Add(ref dOutput, i);");
        Reference(writer, "Accumulate", $"ref {Keyword} dInput, ref {Keyword} dOutput", "", $"Unsafe.Add(ref dInput, {at}) += Unsafe.Add(ref dOutput, i);");
    }

    private void NearestBackward(SourceWriter writer, string method, string assign, string summary)
    {
        writer.Line().Line($"/// <summary>{summary}</summary>");
        using (writer.Method($"internal static void {method}(ref {Keyword} dInput, ref {Keyword} dOutput, int n)"))
        using (writer.Block("for (int line = 0; line < n * Height; line++)"))
        {
            using (writer.Block("for (int x = 0; x < Width; x++)"))
            {
                new ChannelLoops(writer, Element, Channels).Each(t =>
                {
                    writer.Line($"{t.Type} sum = {t.Constant(0)};");
                    using (writer.Block("for (int row = 0; row < Factor; row++)"))
                    {
                        writer.Line("nuint at = (nuint)(uint)(row * OutputLine) + i;");
                        using (writer.Block("for (int column = 0; column < Factor; column++)"))
                        {
                            writer.Line($"sum += {t.Load("dOutput", "at")};").Line("at += Channels;");
                        }
                    }

                    writer.Line();
                    writer.Line(t.Store(assign == "=" ? "sum" : $"({t.Load("dInput", "i")} + sum)", "dInput", "i"));
                });
                writer.Line("dInput = ref Unsafe.Add(ref dInput, Channels);").Line("dOutput = ref Unsafe.Add(ref dOutput, Factor * Channels);");
            }

            writer.Line().Line("dOutput = ref Unsafe.Add(ref dOutput, (Factor - 1) * OutputLine);");
        }
    }

    private void Reference(SourceWriter writer, string method, string parameters, string before, string statement)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line($"/// <summary>The same as <see cref=\"{method}\"/>, one element at a time.</summary>");
        using (writer.Method($"internal static void {method}Reference({parameters}, int n)"))
        {
            if (before.Length > 0)
            {
                writer.Line(before);
            }

            using (writer.Block("for (int i = 0; i < n * Height * Factor * OutputLine; i++)"))
            {
                writer.Line(statement);
            }
        }
    }

    private void EmitBilinear(SourceWriter writer)
    {
        writer.Line("/// <summary>Interpolates <c>n</c> images.</summary>");
        using (writer.Method($"internal static void Forward(ref {Keyword} output, ref {Keyword} input, int n)"))
        {
            Pixels(writer, "input", "output", t =>
            {
                writer.Line($"{t.Type} a = {t.Load("input", "above + left + i")};").Line($"{t.Type} b = {t.Load("input", "above + right + i")};");
                writer.Line($"{t.Type} c = {t.Load("input", "below + left + i")};").Line($"{t.Type} d = {t.Load("input", "below + right + i")};");
                writer.Line($"{t.Type} upper = {t.MultiplyAdd("b - a", t.Broadcast("toRight"), "a")};").Line($"{t.Type} lower = {t.MultiplyAdd("d - c", t.Broadcast("toRight"), "c")};");
                writer.Line(t.Store(t.MultiplyAdd("lower - upper", t.Broadcast("down"), "upper"), "output", "i"));
            });
        }

        writer.Line().Line("/// <summary>The inputs' gradients.</summary>");
        using (writer.Method($"internal static void Backward(ref {Keyword} dInput, ref {Keyword} dOutput, int n)"))
        {
            writer.Line("MemoryMarshal.CreateSpan(ref dInput, n * Height * Line).Clear();").Line("Accumulate(ref dInput, ref dOutput, n);");
        }

        writer.Line().Line("/// <summary>As <see cref=\"Backward\"/>, added to the existing values: each gradient goes to the four pixels that its pixel was computed from.</summary>");
        using (writer.Method($"internal static void Accumulate(ref {Keyword} dInput, ref {Keyword} dOutput, int n)"))
        {
            Pixels(writer, "dInput", "dOutput", t =>
            {
                writer.Line($"{t.Type} lower = {t.Load("dOutput", "i")} * {t.Broadcast("down")};").Line($"{t.Type} upper = {t.Load("dOutput", "i")} - lower;");
                foreach (string line in (string[])["above", "below"])
                {
                    string part = line == "above" ? "upper" : "lower";

                    // At the border two of the four are one: each is read after the one before was written.
                    writer.Line(t.Store($"({t.Load("dInput", line + " + left + i")} + ({part} - {part} * {t.Broadcast("toRight")}))", "dInput", line + " + left + i"));
                    writer.Line(t.Store($"({t.Load("dInput", line + " + right + i")} + {part} * {t.Broadcast("toRight")})", "dInput", line + " + right + i"));
                }
            });
        }

        Neighbours(writer);
        BilinearReferences(writer);
    }

    /// <summary>Writes the loops over the pixels of the large images, with the places and weights of the four in the small ones.</summary>
    private void Pixels(SourceWriter writer, string small, string large, Action<Target> body)
    {
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            using (writer.Block("for (int y = 0; y < Height * Factor; y++)"))
            {
                writer.Line($"{Keyword} down = Neighbours(y, Height, Line, out nuint above, out nuint below);");
                using (writer.Block("for (int x = 0; x < Width * Factor; x++)"))
                {
                    writer.Line($"{Keyword} toRight = Neighbours(x, Width, Channels, out nuint left, out nuint right);");
                    new ChannelLoops(writer, Element, Channels).Each(body);
                    writer.Line($"{large} = ref Unsafe.Add(ref {large}, Channels);");
                }
            }

            writer.Line().Line($"{small} = ref Unsafe.Add(ref {small}, Height * Line);");
        }
    }

    private void Neighbours(SourceWriter writer) => writer.Line().Line($$"""
        /// <summary>The two pixels around the middle of a new one, in one direction, and the weight of the second. Places before the first and after the last are theirs.</summary>
        private static {{Keyword}} Neighbours(int index, int size, int step, out nuint first, out nuint second)
        { unchecked {
            {{Keyword}} place = (index % Factor + {{Element.Literal(0.5)}}) / Factor - {{Element.Literal(0.5)}};
            int before = index / Factor - (place < {{Element.Literal(0)}} ? 1 : 0);
            first = (nuint)(uint)(int.Max(before, 0) * step);
            second = (nuint)(uint)(int.Min(before + 1, size - 1) * step);
            return place < {{Element.Literal(0)}} ? place + {{Element.Literal(1)}} : place;
        } }
        """);

    private void BilinearReferences(SourceWriter writer)
    {
        string corners = $$"""
            int line = i / OutputLine % (Height * Factor);
            {{Keyword}} down = {{Keyword}}.Clamp((line + {{Element.Literal(0.5)}}) / Factor - {{Element.Literal(0.5)}}, 0, Height - 1);
            {{Keyword}} toRight = {{Keyword}}.Clamp((i % OutputLine / Channels + {{Element.Literal(0.5)}}) / Factor - {{Element.Literal(0.5)}}, 0, Width - 1);
            for (int corner = 0; corner < 4; corner++)
            {
                int y = int.Min((int)down + corner / 2, Height - 1);
                int x = int.Min((int)toRight + corner % 2, Width - 1);
                {{Keyword}} weight = (corner / 2 == 0 ? 1 - (down - (int)down) : down - (int)down) * (corner % 2 == 0 ? 1 - (toRight - (int)toRight) : toRight - (int)toRight);
                int at = (i / (Height * Factor * OutputLine) * Height + y) * Line + x * Channels + i % Channels;
            """;
        Reference(writer, "Forward", $"ref {Keyword} output, ref {Keyword} input", "", $"{Keyword} value = 0;\n{corners}\n    value += weight * Unsafe.Add(ref input, at);\n}}\n\nUnsafe.Add(ref output, i) = value;");
        const string Clear = "MemoryMarshal.CreateSpan(ref dInput, n * Height * Line).Clear();";
        string give = $"{corners}\n    Unsafe.Add(ref dInput, at) += weight * Unsafe.Add(ref dOutput, i);\n}}";
        Reference(writer, "Backward", $"ref {Keyword} dInput, ref {Keyword} dOutput", Clear, give);
        Reference(writer, "Accumulate", $"ref {Keyword} dInput, ref {Keyword} dOutput", "", give);
    }
}
