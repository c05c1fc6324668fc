using System;
using System.Globalization;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>
/// A product of matrices in tiles: a group of 16 x 16 threads computes a tile of the output, <see cref="RowsOfThread"/> x <see cref="ColumnsOfThread"/> elements a thread, from slices of both operands of
/// 16 elements of depth that it shares. What the operands are, and what becomes of a sum, is the derived shader's: <c>A(row, k)</c>, <c>B(k, column)</c> and <c>Store(row, column, sum)</c>.
/// </summary>
internal abstract record ProductShader : GpuKernel
{
    private const int Side = 16;

    /// <summary>The rows of the output, M: a number, or null where a constant <c>rows</c> says it.</summary>
    protected abstract int? Rows { get; }

    /// <summary>The columns of the output, N.</summary>
    protected abstract int Columns { get; }

    /// <summary>The depth, K: a number, or null where a constant <c>depth</c> says it.</summary>
    protected abstract int? Depth { get; }

    /// <summary>Whether neighbours in memory of A are neighbours in depth, else in rows: threads that are neighbours load neighbours.</summary>
    protected virtual bool LoadsAlongDepth => true;

    /// <summary>The products that stand beside each other, in z: <c>part</c> tells them apart.</summary>
    public virtual int Parts => 1;

    /// <summary>The elements of a column that a thread computes.</summary>
    private int RowsOfThread => Rows <= Side ? 1 : 4;

    /// <summary>The elements of a row that a thread computes.</summary>
    private int ColumnsOfThread => Columns <= Side ? 1 : 4;

    /// <summary>The rows of a tile.</summary>
    public int TileRows => Side * RowsOfThread;

    /// <summary>The columns of a tile.</summary>
    public int TileColumns => Side * ColumnsOfThread;

    /// <summary>What the names of its functions and tiles end with, where two products stand in one text.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether the sums of B's columns are wanted too: <c>StoreColumn(column, sum)</c> gets them. The first groups of columns find them in the slices that they share.</summary>
    protected virtual bool SumsColumns => false;

    /// <summary>Writes <c>A</c>, <c>B</c> and <c>Store</c>, and what they call.</summary>
    protected abstract void EmitFunctions(SourceWriter writer);

    public override void Emit(SourceWriter writer)
    {
        EmitDeclarations(writer);
        writer.Line($"[numthreads({Text(Side)}, {Text(Side)}, 1)]");
        using (writer.Block("void Execute(uint3 group : SV_GroupID, uint3 local : SV_GroupThreadID, uint index : SV_GroupIndex)"))
        {
            EmitTile(writer);
        }
    }

    /// <summary>Writes functions and tiles.</summary>
    public void EmitDeclarations(SourceWriter writer)
    {
        if (Parts > 1)
        {
            writer.Line("static uint part;").Line();
        }

        EmitFunctions(writer);
        writer.Line().Line($"groupshared float tileA{Suffix}[{Text(Side)}][{Text(TileRows)}];").Line($"groupshared float tileB{Suffix}[{Text(Side)}][{Text(TileColumns)}];").Line();
    }

    /// <summary>Writes what a group does: it is <c>group</c>, a thread of it <c>local</c> and <c>index</c>.</summary>
    public void EmitTile(SourceWriter writer)
    {
        string rows = Rows is { } m ? Text(m) + "u" : "rows";
        string depth = Depth is { } k ? Text(k) + "u" : "depth";
        string columns = Text(Columns) + "u";
        if (Parts > 1)
        {
            writer.Line("part = group.z;");
        }

        writer.Line($"uint firstRow = group.y * {Text(TileRows)}u;").Line($"uint firstColumn = group.x * {Text(TileColumns)}u;");
        EachSum((i, j) => writer.Line($"float s{i}{j} = 0.0f;"));
        EachColumn(j => writer.Line($"float c{j} = 0.0f;"));
        using (writer.Block($"for (uint first = 0; first < {depth}; first += {Text(Side)}u)"))
        {
            EmitSlice(writer, rows, depth, columns);
        }

        EmitColumnStores(writer, columns);
        for (int i = 0; i < RowsOfThread; i++)
        {
            for (int j = 0; j < ColumnsOfThread; j++)
            {
                string row = $"firstRow + local.y + {Text(Side * i)}u";
                string column = $"firstColumn + local.x + {Text(Side * j)}u";
                using (writer.Block($"if ({row} < {rows} && {column} < {columns})"))
                {
                    writer.Line($"Store{Suffix}({row}, {column}, s{Text(i)}{Text(j)});");
                }
            }
        }
    }

    /// <summary>Writes the part of the sums that 16 elements of depth have.</summary>
    private void EmitSlice(SourceWriter writer, string rows, string depth, string columns)
    {
        using (writer.Block($"for (uint a = index; a < {Text(Side * TileRows)}u; a += {Text(Side * Side)}u)"))
        {
            writer.Line(LoadsAlongDepth ? $"uint k = a % {Text(Side)}u;" : $"uint k = a / {Text(TileRows)}u;");
            writer.Line(LoadsAlongDepth ? $"uint row = a / {Text(Side)}u;" : $"uint row = a % {Text(TileRows)}u;");
            writer.Line("float value = 0.0f;");
            using (writer.Block($"if (firstRow + row < {rows} && first + k < {depth})"))
            {
                writer.Line($"value = A{Suffix}(firstRow + row, first + k);");
            }

            writer.Line($"tileA{Suffix}[k][row] = value;");
        }

        using (writer.Block($"for (uint b = index; b < {Text(Side * TileColumns)}u; b += {Text(Side * Side)}u)"))
        {
            writer.Line($"uint k = b / {Text(TileColumns)}u;").Line($"uint column = b % {Text(TileColumns)}u;").Line("float value = 0.0f;");
            using (writer.Block($"if (firstColumn + column < {columns} && first + k < {depth})"))
            {
                writer.Line($"value = B{Suffix}(first + k, firstColumn + column);");
            }

            writer.Line($"tileB{Suffix}[k][column] = value;");
        }

        // Each slice is summed by itself: a sum of many numbers one by one would lose digits.
        writer.Line("GroupMemoryBarrierWithGroupSync();");
        EachSum((i, j) => writer.Line($"float t{i}{j} = 0.0f;"));
        using (writer.Block($"for (uint k = 0; k < {Text(Side)}u; k++)"))
        {
            for (int i = 0; i < RowsOfThread; i++)
            {
                writer.Line($"float a{Text(i)} = tileA{Suffix}[k][local.y + {Text(Side * i)}u];");
            }

            for (int j = 0; j < ColumnsOfThread; j++)
            {
                writer.Line($"float b{Text(j)} = tileB{Suffix}[k][local.x + {Text(Side * j)}u];");
            }

            EachSum((i, j) => writer.Line($"t{i}{j} += a{i} * b{j};"));
        }

        EachSum((i, j) => writer.Line($"s{i}{j} += t{i}{j};"));
        if (SumsColumns)
        {
            EmitColumnSums(writer);
        }

        writer.Line("GroupMemoryBarrierWithGroupSync();");
    }

    /// <summary>Writes that the threads of the first row add up a slice of B.</summary>
    private void EmitColumnSums(SourceWriter writer)
    {
        using (writer.Block("if (firstRow + local.y == 0u)"))
        {
            EachColumn(j => writer.Line($"float u{j} = 0.0f;"));
            using (writer.Block($"for (uint k = 0; k < {Text(Side)}u; k++)"))
            {
                EachColumn(j => writer.Line($"u{j} += tileB{Suffix}[k][local.x + {Along(j)}u];"));
            }

            EachColumn(j => writer.Line($"c{j} += u{j};"));
        }
    }

    private void EmitColumnStores(SourceWriter writer, string columns) => EachColumn(j =>
    {
        string column = $"firstColumn + local.x + {Along(j)}u";
        using (writer.Block($"if (firstRow + local.y == 0u && {column} < {columns})"))
        {
            writer.Line($"StoreColumn{Suffix}({column}, c{j});");
        }
    });

    /// <summary>How far a thread's column is from its first.</summary>
    private static string Along(string column) => Text(Side * int.Parse(column, CultureInfo.InvariantCulture));

    /// <summary>Does something for each column of a thread, where columns are summed.</summary>
    private void EachColumn(Action<string> act)
    {
        for (int j = 0; SumsColumns && j < ColumnsOfThread; j++)
        {
            act(Text(j));
        }
    }

    /// <summary>Does something for the row and the column of each sum of a thread.</summary>
    private void EachSum(Action<string, string> act)
    {
        for (int i = 0; i < RowsOfThread; i++)
        {
            for (int j = 0; j < ColumnsOfThread; j++)
            {
                act(Text(i), Text(j));
            }
        }
    }

    protected static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
