using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Direct;

/// <summary>A kind of tile of a convolution's weights: its gradients stay in registers while it goes over some outputs, and are added to the others then.</summary>
/// <param name="offsets">Where the image's elements of its rows lie, from the first of them.</param>
/// <param name="hasBias">Whether the bias is a row behind them.</param>
/// <param name="vectors">The vectors of filters.</param>
/// <param name="tailLanes">The lanes of the last vector that are filters, or 0 if all are.</param>
internal sealed class DirectWeightTile(int[] offsets, bool hasBias, int vectors, int tailLanes)
{
    public int[] Offsets { get; } = offsets;

    public bool HasBias { get; } = hasBias;

    public int Vectors { get; } = vectors;

    public int TailLanes { get; } = tailLanes;

    public string FullName { get; private set; } = "";

    public bool IsSame(DirectWeightTile other) =>
        HasBias == other.HasBias && Vectors == other.Vectors && TailLanes == other.TailLanes && Offsets.SequenceEqual(other.Offsets);

    /// <summary>The method's name: tiles of one shape whose rows lie differently are numbered.</summary>
    public string Name(List<DirectWeightTile> tiles, Target form)
    {
        if (FullName.Length == 0)
        {
            string name = FormattableString.Invariant($"Tile{Offsets.Length}x{DirectTiles.Columns(Vectors, TailLanes, form.Lanes)}") + (HasBias ? "Bias" : "") + DirectTiles.Mark(form);
            int alike = tiles.Count(t => t != this && (t.FullName == name || t.FullName.StartsWith(name + "_", StringComparison.Ordinal)));
            FullName = alike == 0 ? name : FormattableString.Invariant($"{name}_{alike}");
        }

        return FullName;
    }

    /// <summary>Writes its method; samples are <paramref name="image"/> elements apart. It goes over so many rows of outputs, or over so many columns of one row.</summary>
    public void Emit(SourceWriter writer, Target vector, int image, string extent)
    {
        string keyword = vector.Element.Keyword();
        int rows = Offsets.Length;
        int lanes = vector.Lanes;
        writer.Line(FormattableString.Invariant($"/// <summary>The gradients of {rows} elements of the kernel{(HasBias ? " and the bias" : "")}, for {DirectTiles.Columns(Vectors, TailLanes, lanes)} filters.</summary>"));
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void {FullName}(ref {keyword} dWeight, {(HasBias ? $"ref {keyword} dBias, " : "")}ref {keyword} image, ref {keyword} dOutput, int samples, int {extent})"))
        {
            void Each(Action<string, string, int, int> action)
            {
                for (int row = 0; row < rows + (HasBias ? 1 : 0); row++)
                {
                    for (int v = 0; v < Vectors; v++)
                    {
                        action(FormattableString.Invariant($"acc{row}_{v}"), row == rows ? "dBias" : "dWeight", row, v);
                    }
                }
            }

            string Place(int row, int v) => row == rows ? Text(v * lanes) : TileCell.Place(row, "Filters", v * lanes);
            foreach (int row in Enumerable.Range(0, rows + (HasBias ? 1 : 0)))
            {
                writer.Line($"{vector.Type} {string.Join(", ", Enumerable.Range(0, Vectors).Select(v => FormattableString.Invariant($"acc{row}_{v} = default")))};");
            }

            writer.Line();
            using (writer.Block("for (int sample = 0; sample < samples; sample++)"))
            {
                writer.Line($"ref {keyword} line = ref Unsafe.Add(ref image, sample * {Text(image)});");
                writer.Line($"ref {keyword} bAt = ref Unsafe.Add(ref dOutput, sample * OutputHeight * OutputWidth * Filters);");
                bool hasRows = extent == "rows";
                using (hasRows ? writer.Block("for (int y = 0; y < rows; y++)") : (SourceWriter.Scope?)null)
                {
                    writer.Line($"ref {keyword} aAt = ref line;");
                    using (writer.Block($"for (int x = 0; x < {(hasRows ? "OutputWidth" : extent)}; x++)"))
                    {
                        EmitStep(writer, vector);
                        writer.Line("aAt = ref Unsafe.Add(ref aAt, Stride * Channels);").Line("bAt = ref Unsafe.Add(ref bAt, Filters);");
                    }

                    writer.Line();
                    if (hasRows)
                    {
                        writer.Line("line = ref Unsafe.Add(ref line, Stride * Line);");
                    }
                }
            }

            writer.Line();
            string Sum(string name, string target, int row, int v) => $"({name} + {vector.Load(target, Place(row, v))})";
            Each((name, target, row, v) => writer.Line(TailLanes != 0 && v == Vectors - 1
                ? $"PartialVector.Store({Sum(name, target, row, v)}, ref Unsafe.Add(ref {target}, {Place(row, v)}), {Text(TailLanes)});"
                : vector.Store(Sum(name, target, row, v), target, Place(row, v))));
        }
    }

    private void EmitStep(SourceWriter writer, Target vector)
    {
        for (int v = 0; v < Vectors; v++)
        {
            writer.Line(FormattableString.Invariant($"{vector.Type} b{v} = {vector.Load("bAt", Text(v * vector.Lanes))};"));
        }

        int rows = Offsets.Length;
        for (int row = 0; row < rows; row++)
        {
            writer.Line(FormattableString.Invariant($"{vector.Type} a{row} = {vector.Broadcast(new Target(Isa.Scalar, vector.Element).Load("aAt", Text(Offsets[row])))};"));
            for (int v = 0; v < Vectors; v++)
            {
                string accumulator = FormattableString.Invariant($"acc{row}_{v}");
                writer.Line($"{accumulator} = {vector.MultiplyAdd(FormattableString.Invariant($"a{row}"), FormattableString.Invariant($"b{v}"), accumulator)};");
            }
        }

        for (int v = 0; v < Vectors && HasBias; v++)
        {
            writer.Line(FormattableString.Invariant($"acc{rows}_{v} += b{v};"));
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
