using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>
/// The matrix product of SSE and AdvSimd, with sizes and strides at run time. All products share it: tiles for every shape, as Vector256 has them,
/// were half of the text of each product, for hardware that few networks run on.
/// </summary>
internal sealed record ProductVector128Kernel(ElementType Element) : KernelSpec(Element)
{
    /// <summary>Of the width of an address: with int, the inner loop extended the strides anew in every step and took 1.3 times as long at 784x128 and 64 samples.</summary>
    private const string Sizes = "nint cStride, nint startStride, nint aStride, nint aStep, nint bStride, nint depth";

    /// <summary>Partial sums of the smallest tile, so that it does not wait for each multiply-add.</summary>
    private const int SmallestTileSums = 4;

    public override string ClassName => "ProductVector128" + Element.Suffix();

    public override string Summary => "c[rows, columns] = start + a[rows, depth] · b[depth, columns], with the strides given at run time.";

    private Target Vector => new(Isa.Vector128, Element);

    private string Keyword => Element.Keyword();

    public override void Emit(SourceWriter writer)
    {
        EmitRun(writer);

        // 4 × 2 keeps 8 accumulators, two vectors of B and one of A in the 16 registers of SSE.
        EmitTile(writer, 4, 2);
        EmitTile(writer, 4, 1);
        EmitTile(writer, 1, 4);
        EmitTile(writer, 1, 1);
        EmitStartAt(writer);
    }

    private void EmitRun(SourceWriter writer)
    {
        writer.Line("/// <summary>");
        writer.Line("/// Computes the product. <c>start</c> is a matrix, which may be <c>c</c>; with a stride of 0 a row that is the same for all rows; or a null");
        writer.Line("/// reference for zero. Elements of <c>a</c> are <c>aStride</c> apart from row to row, and <c>aStep</c> along the depth.");
        writer.Line("/// </summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line("internal static void Run(");
        using (writer.Indented())
        {
            writer.Line($"ref {Keyword} c, int cStride, ref {Keyword} start, int startStride, ref {Keyword} a, int aStride, int aStep, ref {Keyword} b, int bStride,");
            writer.Line("int rows, int columns, int depth)");
        }

        using (writer.Block())
        {
            writer.Line("int row = 0;");
            using (writer.Block("for (; row + 4 <= rows; row += 4)"))
            {
                EmitRow(writer, 4, 2);
            }

            writer.Line();
            using (writer.Block("for (; row < rows; row++)"))
            {
                EmitRow(writer, 1, 4);
            }
        }
    }

    /// <summary>Wide tiles as far as they go, then single vectors, the last of them cut.</summary>
    private void EmitRow(SourceWriter writer, int rows, int vectors)
    {
        string width = Text(vectors * Vector.Lanes);
        writer.Line("int column = 0;");
        using (writer.Block($"for (; column + {width} <= columns; column += {width})"))
        {
            EmitCall(writer, rows, vectors);
        }

        writer.Line();
        using (writer.Block($"for (; column < columns; column += {Text(Vector.Lanes)})"))
        {
            EmitCall(writer, rows, 1);
        }
    }

    private void EmitCall(SourceWriter writer, int rows, int vectors)
    {
        List<string> arguments = [
            "ref Unsafe.Add(ref c, row * cStride + column)", "ref StartAt(ref start, row * startStride + column)",
            "ref Unsafe.Add(ref a, row * aStride)", "ref Unsafe.Add(ref b, column)", .. Sizes.Replace("nint ", "").Split([", "], StringSplitOptions.None)];
        if (vectors == 1)
        {
            arguments.Add($"int.Min({Text(Vector.Lanes)}, columns - column)");
        }

        writer.Call(FormattableString.Invariant($"Tile{rows}x{vectors}"), arguments);
    }

    private void EmitTile(SourceWriter writer, int rows, int vectors)
    {
        int sums = rows * vectors == 1 ? SmallestTileSums : 1;
        string parameters = $"ref {Keyword} c, ref {Keyword} start, ref {Keyword} a, ref {Keyword} b, {Sizes}{(vectors == 1 ? ", int lanes" : "")}";
        List<TileCell> cells = [.. Enumerable.Range(0, rows * vectors).Select(i => Cell(i / vectors, i % vectors))];
        writer.Line();
        writer.Line(FormattableString.Invariant($"/// <summary>{rows} × {vectors} vectors of the product{(vectors == 1 ? ", of which the first lanes are stored" : "")}.</summary>"));
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {FormattableString.Invariant($"Tile{rows}x{vectors}")}({parameters})"))
        {
            IEnumerable<string> locals = cells.Select(c => c.Accumulator).Concat(Enumerable.Range(1, sums - 1).Select(i => "sum" + Text(i)));
            foreach (string local in locals)
            {
                writer.Line($"{Vector.Type} {local} = {Vector.Type}.Zero;");
            }

            using (writer.Block("if (!Unsafe.IsNullRef(ref start))"))
            {
                foreach (TileCell cell in cells)
                {
                    writer.Line($"{cell.Accumulator} = {Load("start", cell.Offset("startStride"))};");
                }
            }

            writer.Line().Line("nint k = 0;");
            if (sums > 1)
            {
                EmitPartialSums(writer, sums);
            }

            using (writer.Block("for (; k < depth; k++)"))
            {
                EmitStep(writer, rows, vectors);
            }

            writer.Line();
            foreach (TileCell cell in cells)
            {
                string place = At("c", cell.Offset("cStride"));
                writer.Line(vectors == 1 ? $"PartialVector.Store({cell.Accumulator}, ref {place}, lanes);" : Vector.Store(cell.Accumulator, place, "0"));
            }
        }
    }

    /// <summary>Several steps in depth, each into a sum of its own.</summary>
    private void EmitPartialSums(SourceWriter writer, int sums)
    {
        using (writer.Block($"for (; k + {Text(sums)} <= depth; k += {Text(sums)})"))
        {
            for (int i = 0; i < sums; i++)
            {
                string sum = i == 0 ? "acc0_0" : "sum" + Text(i);
                string broadcast = Vector.Broadcast(At("a", TileCell.Multiple(i, "aStep")));
                writer.Line($"{sum} = {Vector.MultiplyAdd(broadcast, Load("b", TileCell.Multiple(i, "bStride")), sum)};");
            }

            EmitAdvance(writer, sums);
        }

        writer.Line().Line("acc0_0 += " + string.Join(" + ", Enumerable.Range(1, sums - 1).Select(i => "sum" + Text(i))) + ";");
    }

    /// <summary>One step in depth: loads a row of B, then broadcasts each element of a column of A.</summary>
    private void EmitStep(SourceWriter writer, int rows, int vectors)
    {
        for (int v = 0; v < vectors; v++)
        {
            writer.Line($"{Vector.Type} b{Text(v)} = {Vector.Load("b", Text(v * Vector.Lanes))};");
        }

        for (int r = 0; r < rows; r++)
        {
            writer.Line($"{Vector.Type} a{Text(r)} = {Vector.Broadcast(At("a", TileCell.Multiple(r, "aStride")))};");
            for (int v = 0; v < vectors; v++)
            {
                string accumulator = Cell(r, v).Accumulator;
                writer.Line($"{accumulator} = {Vector.MultiplyAdd("a" + Text(r), "b" + Text(v), accumulator)};");
            }
        }

        EmitAdvance(writer, 1);
    }

    private static void EmitAdvance(SourceWriter writer, int steps)
    {
        writer.Line($"a = ref Unsafe.Add(ref a, {TileCell.Multiple(steps, "aStep")});");
        writer.Line($"b = ref Unsafe.Add(ref b, {TileCell.Multiple(steps, "bStride")});");
    }

    private void EmitStartAt(SourceWriter writer)
    {
        writer.Line().Line("/// <summary>An element of what the sums begin with; null stays null.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static ref {Keyword} StartAt(ref {Keyword} start, int offset)"))
        {
            writer.Line("return ref Unsafe.IsNullRef(ref start) ? ref start : ref Unsafe.Add(ref start, offset);");
        }
    }

    private string At(string name, string offset) => new Target(Isa.Scalar, Element).Load(name, offset);

    /// <summary>A vector at an offset that is no constant.</summary>
    private string Load(string name, string offset) => Vector.Load(At(name, offset), "0");

    private TileCell Cell(int row, int vector) => new(FormattableString.Invariant($"acc{row}_{vector}"), row, vector * Vector.Lanes, Vector.Lanes, false);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
