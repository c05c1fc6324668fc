using System;
using System.Collections.Generic;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders.Updates;

/// <summary>
/// The product of a matrix with itself over its longer side: <c>XᵀX</c> of a tall matrix, <c>XXᵀ</c> of a wide one. Nothing is transposed in memory.
/// </summary>
internal sealed record GramShader(int MatrixRows, int MatrixColumns) : ProductShader
{
    private bool IsWide => MatrixColumns > MatrixRows;

    private int Side => Math.Min(MatrixRows, MatrixColumns);

    public override string ClassName => FormattableString.Invariant($"Gram_{MatrixRows}x{MatrixColumns}");

    public override string Summary => FormattableString.Invariant($"gram[{Side}, {Side}] = {(IsWide ? "x · xᵀ" : "xᵀ · x")} of x[{MatrixRows}, {MatrixColumns}]");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("x", false)];

    public override IReadOnlyList<string> Writes => ["gram"];

    protected override int? Rows => Side;

    protected override int Columns => Side;

    protected override int? Depth => Math.Max(MatrixRows, MatrixColumns);

    protected override bool LoadsAlongDepth => IsWide;

    protected override void EmitFunctions(SourceWriter writer) => writer
        .Line($"float A(uint row, uint k) {{ return x[{Place("row", "k")}]; }}")
        .Line($"float B(uint k, uint column) {{ return x[{Place("column", "k")}]; }}")
        .Line($"void Store(uint row, uint column, float sum) {{ gram[row * {Text(Side)}u + column] = sum; }}");

    /// <summary>The place of an element by its position on the shorter and on the longer side.</summary>
    private string Place(string narrow, string tall) => IsWide ? $"{narrow} * {Text(MatrixColumns)}u + {tall}" : $"{tall} * {Text(MatrixColumns)}u + {narrow}";
}

/// <summary><c>polynomial = a I + b G + c G²</c> of <see cref="GramShader"/>'s result (Jordan et al. 2024).</summary>
internal sealed record NewtonSchulzPolynomialShader(int Side) : ProductShader
{
    public override string ClassName => FormattableString.Invariant($"NewtonSchulzPolynomial_{Side}");

    public override string Summary => FormattableString.Invariant($"polynomial[{Side}, {Side}] = a I + b gram + c gram²");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("gram", false)];

    public override IReadOnlyList<string> Writes => ["polynomial"];

    protected override int? Rows => Side;

    protected override int Columns => Side;

    protected override int? Depth => Side;

    // The coefficients of DeepNet.CompilerServices.NewtonSchulz.
    protected override void EmitFunctions(SourceWriter writer) => writer
        .Line($"float A(uint row, uint k) {{ return gram[row * {Text(Side)}u + k]; }}")
        .Line($"float B(uint k, uint column) {{ return gram[k * {Text(Side)}u + column]; }}")
        .Line($"void Store(uint row, uint column, float sum) {{ uint place = row * {Text(Side)}u + column; polynomial[place] = gram[place] * -4.775f + sum * 2.0315f + (row == column ? 3.4445f : 0.0f); }}");
}

/// <summary><c>y = x · polynomial</c> of a tall matrix, <c>y = polynomial · x</c> of a wide one.</summary>
internal sealed record NewtonSchulzShader(int MatrixRows, int MatrixColumns) : ProductShader
{
    private bool IsWide => MatrixColumns > MatrixRows;

    public override string ClassName => FormattableString.Invariant($"NewtonSchulz_{MatrixRows}x{MatrixColumns}");

    public override string Summary => FormattableString.Invariant($"y = {(IsWide ? "polynomial · x" : "x · polynomial")} of x[{MatrixRows}, {MatrixColumns}]");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("x", false), ("polynomial", false)];

    public override IReadOnlyList<string> Writes => ["y"];

    protected override int? Rows => MatrixRows;

    protected override int Columns => MatrixColumns;

    protected override int? Depth => Math.Min(MatrixRows, MatrixColumns);

    protected override void EmitFunctions(SourceWriter writer)
    {
        (string left, int leftWidth, string right) = IsWide ? ("polynomial", MatrixRows, "x") : ("x", MatrixColumns, "polynomial");
        writer.Line($"float A(uint row, uint k) {{ return {left}[row * {Text(leftWidth)}u + k]; }}")
            .Line($"float B(uint k, uint column) {{ return {right}[k * {Text(MatrixColumns)}u + column]; }}")
            .Line($"void Store(uint row, uint column, float sum) {{ y[row * {Text(MatrixColumns)}u + column] = sum; }}");
    }
}
