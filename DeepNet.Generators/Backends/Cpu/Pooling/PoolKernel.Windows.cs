using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Normalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Pooling;

/// <summary>The loops over windows.</summary>
internal sealed partial record PoolKernel
{
    /// <summary>What is done for the channels of a window.</summary>
    /// <param name="Images">The tensors that move on by an image a sample.</param>
    /// <param name="Outputs">The tensors that move on by a pixel a window.</param>
    /// <param name="Write">Writes the statements for the channels at <c>i</c>.</param>
    private sealed record WindowBody(string[] Images, string[] Outputs, Action<Target, ChannelLoops> Write)
    {
        public IEnumerable<string> Tensors => Images.Concat(Outputs);
    }

    /// <summary>Writes the loops over samples and windows.</summary>
    private void Windows(SourceWriter writer, string method, WindowBody body)
    {
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            using (Sizes.IsVolume ? PlanesOfWindows(writer) : (SourceWriter.Scope?)null)
            using (writer.Block("for (int y = 0; y < OutputHeight; y++)"))
            {
                Range(writer, "y", "Height", "Top", "top", "rows");
                using (writer.Block("for (int x = 0; x < OutputWidth; x++)"))
                {
                    Range(writer, "x", "Width", "Left", "left", "columns");
                    writer.Line($"nuint window = (nuint)(uint)({(Sizes.IsVolume ? "(front * Height + top)" : "top")} * Line + left * Channels);");
                    if (Average && (Sizes.Leaves || HasPartialVector))
                    {
                        writer.Line($"{(Sizes.Leaves ? "" : "const ")}{Keyword} share = {Element.Literal(1)} / ({(Sizes.Leaves ? $"{(Sizes.IsVolume ? "planes * " : "")}rows * columns" : "Area")});");
                    }

                    if (HasPartialVector)
                    {
                        ChannelLoops loops = new(writer, Element, Sizes.Channels, ReadsPast);
                        loops.Each(t => body.Write(t, loops));
                    }
                    else
                    {
                        EmitWidths(writer, method, body);
                    }

                    foreach (string output in body.Outputs)
                    {
                        writer.Line($"{output} = ref Unsafe.Add(ref {output}, Channels);");
                    }
                }
            }

            writer.Line();
            foreach (string image in body.Images)
            {
                writer.Line($"{image} = ref Unsafe.Add(ref {image}, {Sizes.Lines} * Line);");
            }
        }
    }

    /// <summary>Whether the last channels are a part of a vector, so that loops are written for each width.</summary>
    private bool HasPartialVector => ReadsPast && HasUnevenRest;

    /// <summary>What a window of a body that is written once knows, beside tensors: a type and a name each.</summary>
    private IEnumerable<(string Type, string Name)> WindowLocals =>
    [
        ("nuint", "window"),
        .. Sizes.Leaves && Average ? [(Keyword, "share")] : Enumerable.Empty<(string, string)>(),
        .. Sizes.Leaves && Sizes.IsVolume ? [("int", "planes")] : Enumerable.Empty<(string, string)>(),
        .. Sizes.Leaves ? [("int", "rows"), ("int", "columns")] : Enumerable.Empty<(string, string)>(),
    ];

    /// <summary>Writes the attribute of a method with loops over windows. A body is a method of few instructions that is called for each window; until the JIT has optimized it, each operation on lanes in it is a call too.</summary>
    private void Attribute(SourceWriter writer)
    {
        if (!HasPartialVector)
        {
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        }
    }

    /// <summary>Writes the calls of a body for the channels of a window: with vectors of the first kind that the hardware has and the channels fill. If none does, with vectors of each kind that fits, then single channels.</summary>
    private void EmitWidths(SourceWriter writer, string method, WindowBody body)
    {
        string arguments = string.Join(", ", body.Tensors.Select(n => "ref " + n).Concat(WindowLocals.Select(l => l.Name)));
        Target[] targets = [.. Target.VectorIsas.Select(v => new Target(v, Element)).Where(t => t.Lanes <= Sizes.Channels)];
        bool isFilled = targets.All(t => Sizes.Channels % t.Lanes == 0);
        if (!isFilled)
        {
            writer.Line("nuint i = 0;");
        }

        string condition = "if";
        foreach (Target target in targets)
        {
            using (writer.Block($"{condition} ({target.IsSupported})"))
            {
                writer.Line($"{(isFilled ? "" : "i = ")}{method}Window<{target.TypeArguments}>({arguments}, {(isFilled ? "0" : "i")});");
            }

            if (isFilled)
            {
                condition = "else if";
            }
            else
            {
                writer.Line();
            }
        }

        string single = $"{method}Window<{new Target(Isa.Scalar, Element).TypeArguments}>({arguments}, {(isFilled ? "0" : "i")});";
        if (!isFilled || targets.Length == 0)
        {
            writer.Line(single);
            return;
        }

        using (writer.Block("else"))
        {
            writer.Line(single);
        }

        writer.Line();
    }

    /// <summary>Writes the body that <see cref="EmitWidths"/> calls.</summary>
    private void EmitWindow(SourceWriter writer, string method, WindowBody body)
    {
        if (HasPartialVector)
        {
            return;
        }

        string parameters = string.Join(", ", body.Tensors.Select(n => $"ref {Keyword} {n}").Concat(WindowLocals.Select(l => $"{l.Type} {l.Name}")));
        writer.Line().Line("// The channels of a window from i on, as far as whole vectors go.").Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Line($"private static nuint {method}Window<TVector, L>({parameters}, nuint i)");
        using (writer.Method("    " + Target.Constraints(Element)))
        {
            if (Average && !Sizes.Leaves)
            {
                writer.Line($"const {Keyword} share = {Element.Literal(1)} / Area;");
            }

            using (writer.Block("for (; i + (nuint)L.Count <= Channels; i += (nuint)L.Count)"))
            {
                body.Write(new Target(Isa.Lanes, Element), new ChannelLoops(writer, Element, Sizes.Channels));
            }

            writer.Line().Line("return i;");
        }
    }

    /// <summary>Begins the loop over the windows along the depth.</summary>
    private SourceWriter.Scope PlanesOfWindows(SourceWriter writer)
    {
        SourceWriter.Scope loop = writer.Block("for (int z = 0; z < OutputDepth; z++)");
        Range(writer, "z", "Depth", "Front", "front", "planes");
        return loop;
    }

    /// <summary>The first element of a window in one direction and how many follow, without what lies beyond the borders.</summary>
    private void Range(SourceWriter writer, string index, string direction, string before, string first, string count)
    {
        if (!Sizes.Leaves)
        {
            writer.Line($"int {first} = {index} * Stride{direction};");
            return;
        }

        writer.Line($"int {first} = int.Max({index} * Stride{direction} - {before}, 0);");
        writer.Line($"int {count} = int.Min({index} * Stride{direction} - {before} + Window{direction}, {direction}) - {first};");
    }

    /// <summary>
    /// Goes through a window line by line; <paramref name="each"/> writes the statements for the element at an index. The other two write what stands around a line, or around the parts of a long one.
    /// </summary>
    private void Walk(SourceWriter writer, Action<string> each, Action? beforePart = null, Action? afterPart = null)
    {
        if (Sizes.IsUnrolled)
        {
            writer.Line("nuint at = window + i;");
            for (int row = 0; row < Sizes.Depth.Window * Sizes.Height.Window; row++)
            {
                int plane = row / Sizes.Height.Window;
                string line = plane == 0 ? FormattableString.Invariant($"{row}") : FormattableString.Invariant($"({plane} * Height + {row % Sizes.Height.Window})");
                for (int column = 0; column < Sizes.Width.Window; column++)
                {
                    string place = (row == 0 ? "" : $" + {line} * Line") + (column == 0 ? "" : FormattableString.Invariant($" + {column} * Channels"));
                    each("at" + place);
                }
            }

            return;
        }

        using SourceWriter.Scope? planes = Sizes.IsVolume ? PlanesOfWindow(writer) : null;
        writer.Line($"nuint line = {(Sizes.IsVolume ? "window + i + (nuint)(uint)(plane * Height * Line)" : "window + i")};");
        string columns = Sizes.Leaves ? "columns" : "WindowWidth";
        bool isCut = beforePart is not null && Sizes.Width.Window > MostPart;
        using (writer.Block($"for (int row = 0; row < {(Sizes.Leaves ? "rows" : "WindowHeight")}; row++)"))
        {
            writer.Line("nuint at = line;");
            if (isCut)
            {
                writer.Line("int column = 0;");
            }

            using (isCut ? writer.Block($"while (column < {columns})") : (SourceWriter.Scope?)null)
            {
                if (isCut)
                {
                    writer.Line(FormattableString.Invariant($"int end = int.Min(column + {MostPart}, {columns});"));
                }

                beforePart?.Invoke();
                using (writer.Block(isCut ? "for (; column < end; column++)" : $"for (int column = 0; column < {columns}; column++)"))
                {
                    each("at");
                    writer.Line("at += Channels;");
                }

                writer.Line();
                afterPart?.Invoke();
            }

            writer.Line("line += Line;");
        }
    }

    /// <summary>Begins the loop over the planes of a window.</summary>
    private SourceWriter.Scope PlanesOfWindow(SourceWriter writer) => writer.Block($"for (int plane = 0; plane < {(Sizes.Leaves ? "planes" : "WindowDepth")}; plane++)");
}
