using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>The HLSL of places: where an element lies along each axis, and which inputs a window covers.</summary>
internal static class WindowText
{
    /// <summary>What the names of shaders say of windows: <c>28x28x1_3x3x32_to26x26</c>, and strides, dilations and padding that are not the default.</summary>
    public static string Mark(EquatableArray<WindowAxis> axes, int channels, int filters)
    {
        string Join(Func<WindowAxis, int> part) => string.Join("x", axes.Select(a => part(a).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        string Optional(string name, Func<WindowAxis, int> part, int usual) => axes.Any(a => part(a) != usual) ? $"_{name}{Join(part)}" : "";
        return FormattableString.Invariant($"{Join(a => a.Input)}x{channels}_{Join(a => a.Window)}x{filters}_to{Join(a => a.Output)}")
            + Optional("Stride", a => a.Stride, 1) + Optional("Dilation", a => a.Dilation, 1) + Optional("Before", a => a.Before, 0);
    }

    /// <summary>Writes locals <c>prefix0</c>, <c>prefix1</c>, ... with the place of a number along axes, the last of which is the fastest; what is left of the number is the sample.</summary>
    /// <param name="writer">The text.</param>
    /// <param name="number">The variable, which is divided.</param>
    /// <param name="prefix">What the locals' names begin with.</param>
    /// <param name="sizes">The sizes of the axes.</param>
    /// <param name="hasSample">Whether a sample is left.</param>
    public static void Split(SourceWriter writer, string number, string prefix, IReadOnlyList<int> sizes, bool hasSample = true)
    {
        for (int axis = sizes.Count - 1; axis >= 0; axis--)
        {
            if (axis == 0 && !hasSample)
            {
                writer.Line($"uint {prefix}0 = {number};");
                return;
            }

            writer.Line(FormattableString.Invariant($"uint {prefix}{axis} = {number} % {sizes[axis]}u;")).Line(FormattableString.Invariant($"{number} /= {sizes[axis]}u;"));
        }
    }

    /// <summary>The HLSL of the number of a place: the opposite of <see cref="Split"/>. Without a sample it is that within one.</summary>
    public static string Join(string sample, string prefix, IReadOnlyList<int> sizes)
    {
        string text = sample;
        for (int axis = 0; axis < sizes.Count; axis++)
        {
            text = text.Length == 0 ? FormattableString.Invariant($"{prefix}{axis}") : FormattableString.Invariant($"({text} * {sizes[axis]}u + {prefix}{axis})");
        }

        return text;
    }

    /// <summary>Writes locals <c>i0</c>, <c>i1</c>, ... with the inputs of place <c>p0</c>, ... of window <c>o0</c>, ...; what <paramref name="otherwise"/> says happens in the padding.</summary>
    public static void Inputs(SourceWriter writer, EquatableArray<WindowAxis> axes, string otherwise)
    {
        for (int axis = 0; axis < axes.Count; axis++)
        {
            WindowAxis a = axes[axis];
            string place = FormattableString.Invariant($"{Times($"o{axis}", a.Stride)} + {Times($"p{axis}", a.Dilation)}");
            bool reachesOut = (a.Output - 1) * (long)a.Stride + (a.Window - 1) * (long)a.Dilation >= a.Input;
            if (a.Before == 0)
            {
                writer.Line(FormattableString.Invariant($"uint i{axis} = {place};"));
                if (reachesOut)
                {
                    writer.Line(FormattableString.Invariant($"if (i{axis} >= {a.Input}u) {{ {otherwise} }}"));
                }
            }
            else
            {
                writer.Line(FormattableString.Invariant($"int at{axis} = (int)({place}) - {a.Before};"));
                writer.Line(FormattableString.Invariant($"if (at{axis} < 0 || at{axis} >= {a.Input}) {{ {otherwise} }}"));
                writer.Line(FormattableString.Invariant($"uint i{axis} = (uint)at{axis};"));
            }
        }
    }

    /// <summary>Writes locals <c>o0</c>, <c>o1</c>, ... with the windows whose place <c>p0</c>, ... covers input <c>i0</c>, ...; what <paramref name="otherwise"/> says happens where there is none.</summary>
    public static void Outputs(SourceWriter writer, EquatableArray<WindowAxis> axes, string otherwise)
    {
        for (int axis = 0; axis < axes.Count; axis++)
        {
            WindowAxis a = axes[axis];
            writer.Line(FormattableString.Invariant($"int from{axis} = (int){(a.Before == 0 ? $"i{axis}" : $"(i{axis} + {a.Before}u)")} - (int){(a.Dilation == 1 ? $"p{axis}" : $"(p{axis} * {a.Dilation}u)")};"));
            string from = a.Stride == 1 ? FormattableString.Invariant($"from{axis}") : FormattableString.Invariant($"from{axis} / {a.Stride}");
            string stride = a.Stride == 1 ? "" : FormattableString.Invariant($" || from{axis} % {a.Stride} != 0");
            writer.Line(FormattableString.Invariant($"if (from{axis} < 0{stride} || {from} >= {a.Output}) {{ {otherwise} }}"));
            writer.Line(FormattableString.Invariant($"uint o{axis} = (uint){(a.Stride == 1 ? from : $"({from})")};"));
        }
    }

    private static string Times(string x, int factor) => factor == 1 ? x : FormattableString.Invariant($"{x} * {factor}u");

    /// <summary>Writes loops over all places of a window and, within them, what <paramref name="body"/> writes.</summary>
    public static void Places(SourceWriter writer, EquatableArray<WindowAxis> axes, Action body)
    {
        Stack<SourceWriter.Scope> open = new();
        for (int axis = 0; axis < axes.Count; axis++)
        {
            open.Push(writer.Block(FormattableString.Invariant($"for (uint p{axis} = 0u; p{axis} < {axes[axis].Window}u; p{axis}++)")));
        }

        body();
        while (open.Count > 0)
        {
            open.Pop().Dispose();
        }
    }
}
