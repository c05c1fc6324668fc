using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>Elements moved to another place, a thread for each.</summary>
internal abstract record MoveShader(bool Accumulates) : GpuKernel
{
    protected string Suffix => Accumulates ? "_Accumulate" : "";

    protected string Assignment => Accumulates ? "+=" : "=";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false)];

    public override IReadOnlyList<string> Writes => ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];
}

/// <summary>The axes of a sample in another order.</summary>
internal sealed record PermutationShader(EquatableArray<int> Sizes, EquatableArray<int> Axes, bool Accumulates) : MoveShader(Accumulates)
{
    public override string ClassName => $"Permutation_{string.Join("x", Sizes)}_{string.Join("", Axes)}{Suffix}";

    public override string Summary => $"output {Assignment} input[{string.Join(", ", Sizes)}] with its axes in the order {string.Join(", ", Axes)}.";

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () =>
    {
        writer.Line("uint image = i;");
        WindowText.Split(writer, "image", "o", Axes.Select(a => Sizes[a]).ToList());
        for (int axis = 0; axis < Axes.Count; axis++)
        {
            writer.Line(FormattableString.Invariant($"uint i{Axes[axis]} = o{axis};"));
        }

        writer.Line($"output[i] {Assignment} input[{WindowText.Join("image", "i", Sizes)}];");
    });
}

/// <summary>Between an axis and a range of it: out of the axis, or into it. What is around the range becomes 0 unless the range is added.</summary>
/// <param name="Range">The range.</param>
/// <param name="Scatters">Whether the range is written, and else read.</param>
/// <param name="Accumulates">Whether to add.</param>
internal sealed record RangeShader(AxisRange Range, bool Scatters, bool Accumulates) : MoveShader(Accumulates)
{
    public override string ClassName => FormattableString.Invariant($"Range{(Scatters ? "Scatter" : "Gather")}_{Range.Size}x{Range.Inner}_{Range.First}_{Range.Count}") + Suffix;

    public override string Summary => FormattableString.Invariant($"{(Scatters ? "output[range]" : "output")} {Assignment} {(Scatters ? "input" : "input[range]")}, the range of {Range.Count} from {Range.First} on of an axis of {Range.Size}.");

    /// <summary>The elements of a sample that threads go over: those of the range, or all that are written.</summary>
    public int Size => Range.Outer * Range.Inner * (Scatters && !Accumulates ? Range.Size : Range.Count);

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () =>
    {
        string inner = FormattableString.Invariant($"{Range.Inner}u");
        string row = FormattableString.Invariant($"{Range.Size * Range.Inner}u");
        string part = FormattableString.Invariant($"{Range.Count * Range.Inner}u");
        string first = FormattableString.Invariant($"{Range.First * Range.Inner}u");
        if (Scatters && !Accumulates)
        {
            writer.Line($"uint at = i % {row};").Line($"bool inside = at >= {first} && at < {first} + {part};");
            writer.Line("output[i] = 0.0f;");
            using (writer.Block("if (inside)"))
            {
                writer.Line($"output[i] = input[i / {row} * {part} + at - {first}];");
            }

            return;
        }

        writer.Line($"uint place = i / {part} * {row} + {first} + i % {part};");
        writer.Line(Scatters ? $"output[place] {Assignment} input[i];" : $"output[i] {Assignment} input[place];");
    });
}

/// <summary>Rows of an input into some columns of the rows of an output.</summary>
/// <param name="Width">The elements of an input's row.</param>
/// <param name="Total">The elements of an output's row.</param>
/// <param name="First">The first column.</param>
internal sealed record ConcatenationShader(int Width, int Total, int First) : MoveShader(false)
{
    public override string ClassName => FormattableString.Invariant($"Concatenation_{Width}_{Total}_{First}");

    public override string Summary => FormattableString.Invariant($"output[row, {First}...] = input[row] of {Width} elements, rows of {Total}.");

    public override void Emit(SourceWriter writer) =>
        EmitLoop(writer, () => writer.Line(FormattableString.Invariant($"output[i / {Width}u * {Total}u + {First}u + i % {Width}u] = input[i];")));
}

/// <summary>Between a box and the array that it lies in. What is around the box becomes 0 unless the box is added.</summary>
/// <param name="Axes">The axes.</param>
/// <param name="Channels">The channels.</param>
/// <param name="Pads">Whether the array is written, and else the box.</param>
/// <param name="Accumulates">Whether to add.</param>
internal sealed record BoxShader(EquatableArray<BoxAxis> Axes, int Channels, bool Pads, bool Accumulates) : MoveShader(Accumulates)
{
    public override string ClassName =>
        $"{(Pads ? "Pad" : "Crop")}_{string.Join("x", Axes.Select(a => FormattableString.Invariant($"{a.Size}_{a.Before}_{a.Whole}")))}x{Channels.ToString(System.Globalization.CultureInfo.InvariantCulture)}{Suffix}";

    public override string Summary => $"output {Assignment} {(Pads ? "input in the box, 0 around it" : "the box of the input")}.";

    /// <summary>The elements of a sample that threads go over: those of the box, or all that are written.</summary>
    public int Size => Axes.Aggregate(Channels, (size, a) => size * (IsWhole ? a.Whole : a.Size));

    private bool IsWhole => Pads && !Accumulates;

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () =>
    {
        string channels = FormattableString.Invariant($"{Channels}u");
        writer.Line($"uint channel = i % {channels};").Line($"uint image = i / {channels};");
        WindowText.Split(writer, "image", "p", Axes.Select(a => IsWhole ? a.Whole : a.Size).ToList());
        if (IsWhole)
        {
            // Below the box the difference wraps around and is large.
            string inside = string.Join(" && ", Axes.Select((a, i) => FormattableString.Invariant($"p{i} - {a.Before}u < {a.Size}u")));
            writer.Line("float value = 0.0f;");
            using (writer.Block($"if ({inside})"))
            {
                for (int axis = 0; axis < Axes.Count; axis++)
                {
                    writer.Line(FormattableString.Invariant($"uint q{axis} = p{axis} - {Axes[axis].Before}u;"));
                }

                writer.Line($"value = input[{WindowText.Join("image", "q", Axes.Select(a => a.Size).ToList())} * {channels} + channel];");
            }

            writer.Line("output[i] = value;");
            return;
        }

        for (int axis = 0; axis < Axes.Count; axis++)
        {
            writer.Line(FormattableString.Invariant($"uint q{axis} = p{axis} + {Axes[axis].Before}u;"));
        }

        writer.Line($"uint place = {WindowText.Join("image", "q", Axes.Select(a => a.Whole).ToList())} * {channels} + channel;");
        writer.Line(Pads ? $"output[place] {Assignment} input[i];" : $"output[i] {Assignment} input[place];");
    });
}

/// <summary><c>output[row] = table[indices[row]]</c>.</summary>
internal sealed record RowGatherShader(int Width) : MoveShader(false)
{
    public override string ClassName => FormattableString.Invariant($"RowGather_{Width}");

    public override string Summary => FormattableString.Invariant($"output[row] = table[indices[row]], rows of {Width}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("indices", true), ("tableRows", false)];

    public override void Emit(SourceWriter writer) =>
        EmitLoop(writer, () => writer.Line(FormattableString.Invariant($"output[i] = tableRows[(uint)indices[i / {Width}u] * {Width}u + i % {Width}u];")));
}

/// <summary>
/// <c>dTable[indices[row]] += dOutput[row]</c>, a thread for each element of dOutput. The first row of an index adds up all rows that have it, from the first to the last, so that no
/// two threads write the same element and the order of a sum is always the same.
/// </summary>
internal sealed record RowScatterShader(int Width) : MoveShader(true)
{
    public override string ClassName => FormattableString.Invariant($"RowScatter_{Width}");

    public override string Summary => FormattableString.Invariant($"dTable[indices[row]] += dOutput[row], rows of {Width}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("indices", true), ("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dTable"];

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () =>
    {
        string width = FormattableString.Invariant($"{Width}u");
        writer.Line($"uint row = i / {width};").Line($"uint column = i % {width};").Line("int own = indices[row];").Line("bool isFirst = true;");
        writer.Line("for (uint before = 0u; before < row && isFirst; before++) { isFirst = indices[before] != own; }");
        using (writer.Block("if (isFirst)"))
        {
            writer.Line("float sum = 0.0f;");
            writer.Line($"for (uint other = row; other < count / {width}; other++) {{ if (indices[other] == own) {{ sum += dOutput[other * {width} + column]; }} }}");
            writer.Line($"dTable[(uint)own * {width} + column] += sum;");
        }
    });
}
