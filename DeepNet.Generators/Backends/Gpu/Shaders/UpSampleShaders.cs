using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>An input made larger by a whole factor along each axis, a thread for each output.</summary>
internal sealed record UpSampleShader(EquatableArray<int> Sizes, int Channels, int Factor, Interpolation Interpolation) : GpuKernel
{
    public override string ClassName => UpSampleText.Mark("UpSample", Sizes, Channels, Factor, Interpolation);

    public override string Summary => FormattableString.Invariant($"output[o] = input at ((o + 1/2) / {Factor} - 1/2), {(Interpolation == Interpolation.Nearest ? "the nearest element" : "between the nearest elements")}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false)];

    public override IReadOnlyList<string> Writes => ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        string channels = FormattableString.Invariant($"{Channels}u");
        UpSampleText.EmitShare(writer, Factor, Interpolation);
        EmitLoop(writer, () =>
        {
            writer.Line($"uint channel = i % {channels};").Line($"uint image = i / {channels};");
            WindowText.Split(writer, "image", "o", Sizes.Select(s => s * Factor).ToList());
            string at = $"input[{WindowText.Join("image", "p", Sizes)} * {channels} + channel]";
            if (Interpolation == Interpolation.Nearest)
            {
                for (int axis = 0; axis < Sizes.Count; axis++)
                {
                    writer.Line(FormattableString.Invariant($"uint p{axis} = o{axis} / {Factor}u;"));
                }

                writer.Line($"output[i] = {at};");
                return;
            }

            // The two nearest along each axis.
            writer.Line("float sum = 0.0f;");
            UpSampleText.Loops(writer, Sizes, (axis, size) =>
            {
                string low = FormattableString.Invariant($"(o{axis} + {Factor - Factor / 2}u) / {Factor}u");
                return ($"max({low}, 1u) - 1u", FormattableString.Invariant($"min({low} + 1u, {size}u)"));
            }, () => writer.Line($"sum += {UpSampleText.Product(Sizes)} * {at};"));
            writer.Line("output[i] = sum;");
        });
    }
}

/// <summary>The gradient of the input, a thread for each: what the outputs give that it is part of, with the shares that it has in them.</summary>
internal sealed record UpSampleGradientShader(EquatableArray<int> Sizes, int Channels, int Factor, Interpolation Interpolation, bool Accumulates) : GpuKernel
{
    public override string ClassName => UpSampleText.Mark("UpSampleGradient", Sizes, Channels, Factor, Interpolation) + (Accumulates ? "_Accumulate" : "");

    public override string Summary => $"dInput {(Accumulates ? "+=" : "=")} Σ dOutput of the outputs that an input is part of, with its shares in them.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        string channels = FormattableString.Invariant($"{Channels}u");
        bool isNearest = Interpolation == Interpolation.Nearest;
        UpSampleText.EmitShare(writer, Factor, Interpolation);
        EmitLoop(writer, () =>
        {
            writer.Line($"uint channel = i % {channels};").Line($"uint image = i / {channels};");
            WindowText.Split(writer, "image", "p", Sizes);
            writer.Line("float sum = 0.0f;");
            string at = $"dOutput[{WindowText.Join("image", "o", Sizes.Select(s => s * Factor).ToList())} * {channels} + channel]";
            UpSampleText.Loops(
                writer,
                Sizes,
                (axis, size) => isNearest
                    ? (FormattableString.Invariant($"p{axis} * {Factor}u"), FormattableString.Invariant($"(p{axis} + 1u) * {Factor}u"))
                    : (FormattableString.Invariant($"(max(p{axis}, 1u) - 1u) * {Factor}u"), FormattableString.Invariant($"min((p{axis} + 2u) * {Factor}u, {size * Factor}u)")),
                () => writer.Line($"sum += {(isNearest ? "" : UpSampleText.Product(Sizes) + " * ")}{at};"),
                variable: "o");
            writer.Line($"dInput[i] {(Accumulates ? "+=" : "=")} sum;");
        });
    }
}

/// <summary>The HLSL of values between elements.</summary>
internal static class UpSampleText
{
    public static string Mark(string name, EquatableArray<int> sizes, int channels, int factor, Interpolation interpolation) =>
        FormattableString.Invariant($"{name}_{string.Join("x", sizes)}x{channels}_{factor}{(interpolation == Interpolation.Bilinear ? "_Linear" : "")}");

    /// <summary>Writes <c>Share(o, p, size)</c>, the part that element <c>p</c> of an axis has in output <c>o</c>.</summary>
    public static void EmitShare(SourceWriter writer, int factor, Interpolation interpolation)
    {
        if (interpolation == Interpolation.Nearest)
        {
            return;
        }

        using (writer.Block("float Share(uint o, uint p, uint size)"))
        {
            writer.Line($"float at = clamp(((float)o + 0.5f) / {HlslExpressionWriter.Literal(factor)} - 0.5f, 0.0f, (float)(size - 1u));");
            writer.Line("return max(0.0f, 1.0f - abs(at - (float)p));");
        }

        writer.Line();
    }

    /// <summary>The product of the shares along all axes.</summary>
    public static string Product(EquatableArray<int> sizes) =>
        string.Join(" * ", sizes.Select((size, axis) => FormattableString.Invariant($"Share(o{axis}, p{axis}, {size}u)")));

    /// <summary>Writes a loop for each axis, over a range.</summary>
    public static void Loops(SourceWriter writer, EquatableArray<int> sizes, Func<int, int, (string First, string End)> range, Action body, string variable = "p")
    {
        Stack<SourceWriter.Scope> open = new();
        for (int axis = 0; axis < sizes.Count; axis++)
        {
            (string first, string end) = range(axis, sizes[axis]);
            string name = variable + axis.ToString(System.Globalization.CultureInfo.InvariantCulture);
            writer.Line($"uint {name}End = {end};");
            open.Push(writer.Block($"for (uint {name} = {first}; {name} < {name}End; {name}++)"));
        }

        body();
        while (open.Count > 0)
        {
            open.Pop().Dispose();
        }
    }
}
