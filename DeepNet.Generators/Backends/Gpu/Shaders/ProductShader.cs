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

    /// <summary>Writes <c>A</c>, <c>B</c> and <c>Store</c>, and what they call.</summary>
    protected abstract void EmitFunctions(SourceWriter writer);

    public override void Emit(SourceWriter writer)
    {
        string rows = Rows is { } m ? Text(m) + "u" : "rows";
        string depth = Depth is { } k ? Text(k) + "u" : "depth";
        string columns = Text(Columns) + "u";
        if (Parts > 1)
        {
            writer.Line("static uint part;").Line();
        }

        EmitFunctions(writer);
        writer.Line().Line($"groupshared float tileA[{Text(Side)}][{Text(TileRows)}];").Line($"groupshared float tileB[{Text(Side)}][{Text(TileColumns)}];").Line();
        writer.Line($"[numthreads({Text(Side)}, {Text(Side)}, 1)]");
        using (writer.Block("void Execute(uint3 group : SV_GroupID, uint3 local : SV_GroupThreadID, uint index : SV_GroupIndex)"))
        {
            if (Parts > 1)
            {
                writer.Line("part = group.z;");
            }

            writer.Line($"uint firstRow = group.y * {Text(TileRows)}u;").Line($"uint firstColumn = group.x * {Text(TileColumns)}u;");
            EachSum((i, j) => writer.Line($"float s{i}{j} = 0.0f;"));

            using (writer.Block($"for (uint first = 0; first < {depth}; first += {Text(Side)}u)"))
            {
                using (writer.Block($"for (uint a = index; a < {Text(Side * TileRows)}u; a += {Text(Side * Side)}u)"))
                {
                    writer.Line(LoadsAlongDepth ? $"uint k = a % {Text(Side)}u;" : $"uint k = a / {Text(TileRows)}u;");
                    writer.Line(LoadsAlongDepth ? $"uint row = a / {Text(Side)}u;" : $"uint row = a % {Text(TileRows)}u;");
                    writer.Line("float value = 0.0f;");
                    using (writer.Block($"if (firstRow + row < {rows} && first + k < {depth})"))
                    {
                        writer.Line("value = A(firstRow + row, first + k);");
                    }

                    writer.Line("tileA[k][row] = value;");
                }

                using (writer.Block($"for (uint b = index; b < {Text(Side * TileColumns)}u; b += {Text(Side * Side)}u)"))
                {
                    writer.Line($"uint k = b / {Text(TileColumns)}u;").Line($"uint column = b % {Text(TileColumns)}u;").Line("float value = 0.0f;");
                    using (writer.Block($"if (firstColumn + column < {columns} && first + k < {depth})"))
                    {
                        writer.Line("value = B(first + k, firstColumn + column);");
                    }

                    writer.Line("tileB[k][column] = value;");
                }

                // Each slice is summed by itself: a sum of many numbers one by one would lose digits.
                writer.Line("GroupMemoryBarrierWithGroupSync();");
                EachSum((i, j) => writer.Line($"float t{i}{j} = 0.0f;"));
                using (writer.Block($"for (uint k = 0; k < {Text(Side)}u; k++)"))
                {
                    for (int i = 0; i < RowsOfThread; i++)
                    {
                        writer.Line($"float a{Text(i)} = tileA[k][local.y + {Text(Side * i)}u];");
                    }

                    for (int j = 0; j < ColumnsOfThread; j++)
                    {
                        writer.Line($"float b{Text(j)} = tileB[k][local.x + {Text(Side * j)}u];");
                    }

                    EachSum((i, j) => writer.Line($"t{i}{j} += a{i} * b{j};"));
                }

                EachSum((i, j) => writer.Line($"s{i}{j} += t{i}{j};"));
                writer.Line("GroupMemoryBarrierWithGroupSync();");
            }

            for (int i = 0; i < RowsOfThread; i++)
            {
                for (int j = 0; j < ColumnsOfThread; j++)
                {
                    string row = $"firstRow + local.y + {Text(Side * i)}u";
                    string column = $"firstColumn + local.x + {Text(Side * j)}u";
                    using (writer.Block($"if ({row} < {rows} && {column} < {columns})"))
                    {
                        writer.Line($"Store({row}, {column}, s{Text(i)}{Text(j)});");
                    }
                }
            }
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
