using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Backends.Cpu.Products;

/// <summary>
/// Writes a <see cref="Product"/>: for Vector256 a driver that walks the tiles of C, and one method for every kind of tile that occurs, edges
/// included; for Vector512 and Vector128 a call of the tiles that all products share.
/// </summary>
internal sealed class ProductEmitter(SourceWriter writer, Product product)
{
    /// <summary>
    /// Tiles by height: rows and the most vectors a row. 6 × 2 keeps 12 accumulators, two vectors of B and one of A in the 16 registers of AVX2;
    /// fewer rows take more vectors, so that at least 8 sums are under way and the latency of the multiply-add stays hidden.
    /// </summary>
    private static readonly (int Rows, int Vectors)[] Heights = [(6, 2), (2, 4), (1, 8)];

    /// <summary>Accumulators that have to be under way to hide the latency of the multiply-add: 4 cycles times 2 units on Zen and Skylake.</summary>
    private const int MinimumAccumulators = 8;

    /// <summary>
    /// The most multiply-adds of a tile that are written out without a loop. 0, 64 and 512 differ by less than the noise in a step of 4-64-64-2
    /// (benchmarks/RESULTS.md), so it is as much as can still be read.
    /// </summary>
    private const int UnrollLimit = 64;

    private readonly Target _target = new(Isa.Vector256, product.Element);

    public void Emit()
    {
        List<Tile> tiles = [];
        EmitDriver(tiles);
        foreach (Tile tile in tiles)
        {
            writer.Line();
            EmitTile(tile);
        }

        writer.Line();
        EmitSharedProduct();
        if (product.PackedWhen is not null)
        {
            writer.Line();
            EmitPackedProduct();
        }
    }

    /// <summary>Writes <c>if (Vector256.IsHardwareAccelerated) RunVector256(...)</c> for the instruction sets of all emitters.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="product">The product.</param>
    /// <param name="reference">The statement for hardware without vectors.</param>
    /// <param name="input">What is handed over for the operand <c>input</c>, if not itself.</param>
    /// <param name="rows">What is handed over for the parameter <c>rows</c>, if there is one.</param>
    public static void EmitDispatch(SourceWriter writer, Product product, string reference, string input = "input", string rows = "rows")
    {
        IEnumerable<string> references = product.Operands.Select(o => "ref " + (o.Name == "input" ? input : o.Name));
        string arguments = string.Join(", ", references.Concat(BatchAndRows(product).Select(c => c == "rows" ? rows : c)));
        string otherwise = "";
        (string? Condition, string Method)[] forms = [
            (PackingRule.WideWhen(product, product.Rows == "rows" ? rows : product.Rows), "RunShared"),
            (product.PackedWhen is { } packed ? packed + " && Vector128.IsHardwareAccelerated" : null, "RunPacked"),
            ("Vector256.IsHardwareAccelerated" + (product.Depth.Value is null ? FormattableString.Invariant($" && {product.Depth.Name} <= {PackingRule.MostDepth}") : ""), "RunVector256"),
            ("Vector128.IsHardwareAccelerated", "RunShared"),
        ];
        foreach ((string? condition, string method) in forms)
        {
            if (condition is null)
            {
                continue;
            }

            using (writer.Block($"{otherwise}if ({condition})"))
            {
                writer.Line($"{method}({arguments});");
            }

            otherwise = "else ";
        }

        using (writer.Block("else"))
        {
            writer.Line(reference);
        }
    }

    /// <summary>Whether the sums begin with zero and what is there already is added in the end: then blocks of the batch have sums of their own.</summary>
    private bool AddsInTheEnd => product.Depth.Value is null && product.Start is { RowStride.Length: > 0 };

    /// <summary>The counts that are known only at run time.</summary>
    private static IEnumerable<string> BatchAndRows(Product product) => product.Rows == "rows" ? ["n", "rows"] : ["n"];

    private IEnumerable<string> BatchOfTile() => product.Depth.Value is null ? [product.Depth.Name] : [];

    private string Parameters(IEnumerable<string> counts) => string.Join(", ", product.Operands.Select(o => $"ref {product.Element.Keyword()} {o.Name}")
        .Concat(counts.Select(c => "int " + c)));

    /// <summary>Writes the form of the other vectors: the product, then what the Vector256 form does to its sums in registers.</summary>
    private void EmitSharedProduct()
    {
        writer.Line("/// <summary>The same with the tiles that all products share.</summary>");
        using (writer.Method($"private static void RunShared({Parameters(BatchAndRows(product))})"))
        {
            writer.Call("InPlaceProduct.Run", [
                .. ResultAndRows(product), "ref " + product.B.Name, product.BStep, product.Rows, product.Columns.Name, product.Depth.Name]);
            product.SecondPass?.Invoke(writer);
        }
    }

    /// <summary>Writes the form with packed operands: the product, then what the tiles do to their sums in registers.</summary>
    private void EmitPackedProduct()
    {
        writer.Line("/// <summary>The same with packed operands.</summary>");
        using (writer.Method($"private static void RunPacked({Parameters(BatchAndRows(product))})"))
        {
            EmitPacked(writer, product, (product.B.Name, product.BStep, "1"));
        }
    }

    /// <summary>Writes the call of the packed product, and what the tiles do to their sums in registers.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="product">The product.</param>
    /// <param name="b">The operand B, and the elements between its rows and between its columns.</param>
    public static void EmitPacked(SourceWriter writer, Product product, (string Name, string Stride, string Step) b)
    {
        writer.Call("PackedProduct.Run", [
            .. ResultAndRows(product), "ref " + b.Name, b.Stride, b.Step, product.Rows, product.Columns.Name, product.Depth.Name,
            .. PackingRule.BlockArguments(product.Element)]);
        product.SecondPass?.Invoke(writer);
    }

    /// <summary>The arguments of C, of what the sums begin with, and of A.</summary>
    private static List<string> ResultAndRows(Product product)
    {
        string start = product.Start is null ? $"Unsafe.NullRef<{product.Element.Keyword()}>()" : product.Start.Name;
        return [
            "ref " + product.C.Name, product.C.RowStride, "ref " + start, product.Start is { RowStride.Length: > 0 } matrix ? matrix.RowStride : "0",
            "ref " + product.A.Name, product.A.RowStride, product.AStep];
    }

    private void EmitDriver(List<Tile> tiles)
    {
        writer.Line("/// <summary>Walks the tiles of the product; edges have tiles of their own.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Run{_target.Isa}({Parameters(BatchAndRows(product))})"))
        {
            writer.Line("int row = 0;");
            bool first = true;
            foreach ((int rows, int vectors) in Heights)
            {
                if (!IsReached(rows))
                {
                    continue;
                }

                if (!first)
                {
                    writer.Line();
                }

                first = false;
                string loop = rows == 1 ? $"for (; row < {product.Rows}; row++)" : FormattableString.Invariant($"for (; row + {rows} <= {product.Rows}; row += {rows})");
                using (writer.Block(loop))
                {
                    EmitRow(tiles, rows, vectors);
                }
            }
        }
    }

    /// <summary>Whether tiles of a height occur, after the higher ones have taken what they can.</summary>
    private bool IsReached(int height)
    {
        if (product.RowCounts.Count == 0)
        {
            // As many rows as the highest tile has are left to the packed product, if there is one.
            return height < PackingRule.LeastRows || product.PackedWhen is null;
        }

        return product.RowCounts.Any(count =>
        {
            foreach ((int rows, _) in Heights.TakeWhile(h => h.Rows != height))
            {
                count %= rows;
            }

            return count >= height;
        });
    }

    private void EmitRow(List<Tile> tiles, int rows, int vectors)
    {
        int lanes = _target.Lanes;
        int totalVectors = (product.Columns.Value + lanes - 1) / lanes;
        int tail = product.Columns.Value % lanes;
        int groups = totalVectors / vectors;
        int rest = totalVectors % vectors;

        // A group whose last vector is cut is a tile of its own kind.
        if (rest == 0 && tail != 0)
        {
            groups--;
            rest = vectors;
        }

        if (groups > 0)
        {
            Tile full = Find(tiles, new Tile(rows, vectors, 0, lanes));
            if (groups == 1)
            {
                Call(full, "0");
            }
            else
            {
                int width = vectors * lanes;
                using (writer.Block(FormattableString.Invariant($"for (int column = 0; column < {groups * width}; column += {width})")))
                {
                    Call(full, "column");
                }
            }
        }

        if (rest > 0)
        {
            Call(Find(tiles, new Tile(rows, rest, tail, lanes)), (groups * vectors * lanes).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static Tile Find(List<Tile> tiles, Tile tile)
    {
        if (!tiles.Contains(tile))
        {
            tiles.Add(tile);
        }

        return tile;
    }

    private void Call(Tile tile, string column)
    {
        IEnumerable<string> arguments = product.Operands.Select(o => "ref " + Offset(o, column))
            .Concat(BatchOfTile());
        writer.Call(tile.Name, arguments.ToList());
    }

    private static string Offset(TileOperand operand, string column)
    {
        List<string> terms = [];
        if (operand.RowStride.Length > 0)
        {
            terms.Add(operand.RowStride == "1" ? "row" : "row * " + operand.RowStride);
        }

        if (operand.MovesWithColumns && column != "0")
        {
            terms.Add(column);
        }

        return terms.Count == 0 ? operand.Name : $"Unsafe.Add(ref {operand.Name}, {string.Join(" + ", terms)})";
    }

    private void EmitTile(Tile tile)
    {
        int depth = product.Depth.Value ?? 0;
        int accumulators = tile.Rows * tile.Vectors;
        int split = depth >= 16 ? Math.Max(1, Math.Min(4, MinimumAccumulators / accumulators)) : 1;

        // Few sums over many steps are taken in parts, whose loop hides more latency than a long line of steps that wait for each other.
        bool unrolled = product.Depth.Value is not null && split == 1 && depth * accumulators <= UnrollLimit;

        writer.Line(FormattableString.Invariant($"/// <summary>{tile.Rows} rows × {tile.Columns} columns of the product, in {accumulators * split} registers.</summary>"));
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void {tile.Name}({Parameters(BatchOfTile())})"))
        {
            List<TileCell> cells = tile.Cells().ToList();
            if (AddsInTheEnd)
            {
                foreach (IGrouping<int, TileCell> row in cells.GroupBy(c => c.Row))
                {
                    writer.Line($"{_target.Type} {string.Join(", ", row.Select(c => c.Accumulator + " = default"))};");
                }
            }

            foreach (TileCell cell in AddsInTheEnd ? [] : cells)
            {
                writer.Line($"{_target.Type} {cell.Accumulator} = {Initial(cell)};");
                for (int part = 1; part < split; part++)
                {
                    writer.Line($"{_target.Type} {Part(cell, part)} = {_target.Type}.Zero;");
                }
            }

            if (unrolled)
            {
                for (int k = 0; k < depth; k++)
                {
                    EmitSteps(tile, cells, k, 0, "_" + k.ToString(CultureInfo.InvariantCulture), product.A.Name, product.B.Name);
                }
            }
            else
            {
                EmitLoop(tile, cells, depth, split);
            }

            for (int part = 1; part < split; part++)
            {
                foreach (TileCell cell in cells)
                {
                    writer.Line($"{cell.Accumulator} += {Part(cell, part)};");
                }
            }

            writer.Line();
            foreach (TileCell cell in cells)
            {
                string sum = AddsInTheEnd ? $"({cell.Accumulator} + {_target.Load(product.Start!.Name, cell.Offset(product.Start.RowStride))})" : cell.Accumulator;
                product.Epilogue(writer, _target, cell with { Accumulator = sum });
            }
        }
    }

    /// <summary>The first value of an accumulator. A row that all rows begin with is loaded once.</summary>
    private string Initial(TileCell cell) => product.Start switch
    {
        null => _target.Type + ".Zero",
        { RowStride: "" } row when cell.Row == 0 => _target.Load(row.Name, cell.Column.ToString(CultureInfo.InvariantCulture)),
        { RowStride: "" } => $"acc0_{cell.Accumulator.Split('_')[1]}",
        { } matrix => _target.Load(matrix.Name, cell.Offset(matrix.RowStride)),
    };

    private void EmitLoop(Tile tile, List<TileCell> cells, int depth, int split)
    {
        string a = product.A.Name;
        string b = product.B.Name;
        int rounds = depth / split;

        // The operands' references walk, so that every address in the body is a register plus a constant.
        writer.Line().Line($"ref {product.Element.Keyword()} aAt = ref {a};").Line($"ref {product.Element.Keyword()} bAt = ref {b};");
        if (rounds > PackingRule.MostDepth)
        {
            EmitBlocks(tile, cells, rounds, split);
        }
        else
        {
            EmitRounds(tile, cells, product.Depth.Value is null ? product.Depth.Name : rounds.ToString(CultureInfo.InvariantCulture), split);
        }

        for (int k = rounds * split; k < depth; k++)
        {
            int rest = k - rounds * split;
            EmitSteps(tile, cells, rest, 0, "Rest" + rest.ToString(CultureInfo.InvariantCulture), "aAt", "bAt");
        }
    }

    /// <summary>Writes the loop in blocks of rounds, whose sums are added up.</summary>
    private void EmitBlocks(Tile tile, List<TileCell> cells, int rounds, int split)
    {
        foreach (TileCell cell in cells)
        {
            writer.Line($"{_target.Type} {cell.Accumulator}Total = default;");
        }

        using (writer.Block(FormattableString.Invariant($"for (int left = {rounds}; left > 0; left -= {PackingRule.MostDepth})")))
        {
            writer.Line(FormattableString.Invariant($"int rounds = int.Min(left, {PackingRule.MostDepth});"));
            EmitRounds(tile, cells, "rounds", split);
            writer.Line();
            foreach (TileCell cell in cells)
            {
                for (int part = 0; part < split; part++)
                {
                    writer.Line($"{cell.Accumulator}Total += {Part(cell, part)};").Line($"{Part(cell, part)} = default;");
                }
            }
        }

        writer.Line();
        foreach (TileCell cell in cells)
        {
            writer.Line($"{cell.Accumulator} = {cell.Accumulator}Total;");
        }
    }

    private void EmitRounds(Tile tile, List<TileCell> cells, string count, int split)
    {
        using (writer.Block($"for (int k = 0; k < {count}; k++)"))
        {
            for (int part = 0; part < split; part++)
            {
                EmitSteps(tile, cells, part, part, split == 1 ? "" : "_" + part.ToString(CultureInfo.InvariantCulture), "aAt", "bAt");
            }

            writer.Line($"aAt = ref Unsafe.Add(ref aAt, {TileCell.Multiple(split, product.AStep)});");
            writer.Line($"bAt = ref Unsafe.Add(ref bAt, {TileCell.Multiple(split, product.BStep)});");
        }
    }

    /// <summary>Writes one step in depth: loads a row of B, then broadcasts each element of a column of A.</summary>
    private void EmitSteps(Tile tile, List<TileCell> cells, int k, int part, string mark, string a, string b)
    {
        for (int v = 0; v < tile.Vectors; v++)
        {
            writer.Line($"{_target.Type} b{v}{mark} = {_target.Load(b, TileCell.Place(k, product.BStep, v * _target.Lanes))};");
        }

        for (int r = 0; r < tile.Rows; r++)
        {
            string scalar = new Target(Isa.Scalar, product.Element).Load(a, TileCell.Sum(TileCell.Multiple(r, product.A.RowStride), TileCell.Multiple(k, product.AStep)));
            writer.Line($"{_target.Type} a{r}{mark} = {_target.Broadcast(scalar)};");
            for (int v = 0; v < tile.Vectors; v++)
            {
                string accumulator = Part(cells[r * tile.Vectors + v], part);
                writer.Line($"{accumulator} = {_target.MultiplyAdd($"a{r}{mark}", $"b{v}{mark}", accumulator)};");
            }
        }
    }

    private static string Part(TileCell cell, int part) => part == 0 ? cell.Accumulator : cell.Accumulator + (char)('a' + part);

    /// <summary>A kind of tile.</summary>
    private sealed record Tile(int Rows, int Vectors, int TailLanes, int Lanes)
    {
        public int Columns => Vectors * Lanes - (TailLanes == 0 ? 0 : Lanes - TailLanes);

        public string Name => FormattableString.Invariant($"Tile{Rows}x{Columns}");

        public IEnumerable<TileCell> Cells()
        {
            for (int r = 0; r < Rows; r++)
            {
                for (int v = 0; v < Vectors; v++)
                {
                    bool partial = TailLanes != 0 && v == Vectors - 1;
                    yield return new TileCell(FormattableString.Invariant($"acc{r}_{v}"), r, v * Lanes, partial ? TailLanes : Lanes, partial);
                }
            }
        }
    }
}
