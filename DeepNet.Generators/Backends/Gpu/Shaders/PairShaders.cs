using System;
using System.Collections.Generic;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>The HLSL of an operand that is repeated along another.</summary>
internal static class PairText
{
    /// <summary>What the names of shaders say of it.</summary>
    public static string Mark(PairFunction function, PairLayout layout, int positions, int width) => layout == PairLayout.Same
        ? function.ToString()
        : FormattableString.Invariant($"{function}{layout}_{positions}x{width}");

    /// <summary>The place of the right operand's element beside element <c>i</c> of the left one.</summary>
    public static string Right(PairLayout layout, int positions, int width) => layout switch
    {
        PairLayout.Row => FormattableString.Invariant($"(i / {positions * width}u * {width}u + i % {width}u)"),
        PairLayout.Column => FormattableString.Invariant($"(i / {width}u)"),
        _ => "i",
    };
}

/// <summary><c>output = function(left, right)</c>, where the right operand may be repeated.</summary>
internal sealed record PairShader(PairFunction Function, PairLayout Layout, int Positions, int Width) : GpuKernel
{
    private string Operator => Function switch { PairFunction.Multiply => "*", PairFunction.Subtract => "-", _ => "+" };

    public override string ClassName => "Pair" + PairText.Mark(Function, Layout, Positions, Width);

    public override string Summary => $"output = left {Operator} right{(Layout == PairLayout.Same ? "" : ", which is repeated")}.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("left", false), ("right", false)];

    public override IReadOnlyList<string> Writes => ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) =>
        EmitLoop(writer, () => writer.Line($"output[i] = left[i] {Operator} right[{PairText.Right(Layout, Positions, Width)}];"));
}

/// <summary>The gradient of one side, written or added. Where the right one was repeated, a thread adds up what all its uses give.</summary>
internal sealed record PairGradientShader(PairFunction Function, PairLayout Layout, int Positions, int Width, bool IsRight, bool Accumulates) : GpuKernel
{
    private bool IsProduct => Function == PairFunction.Multiply;

    public override string ClassName => "PairGradient" + PairText.Mark(Function, Layout, Positions, Width) + (IsRight ? "_Right" : "_Left") + (Accumulates ? "_Accumulate" : "");

    public override string Summary => $"The gradient of the {(IsRight ? "right" : "left")} side.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => IsProduct ? [("other", false), ("dOutput", false)] : [("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () =>
    {
        string assignment = Accumulates ? "+=" : "=";
        string sign = IsRight && Function == PairFunction.Subtract ? "-" : "";
        if (!IsRight || Layout == PairLayout.Same)
        {
            string other = IsRight ? "i" : PairText.Right(Layout, Positions, Width);
            writer.Line($"dInput[i] {assignment} {sign}dOutput[i]{(IsProduct ? $" * other[{other}]" : "")};");
            return;
        }

        bool isRow = Layout == PairLayout.Row;
        writer.Line("float sum = 0.0f;");
        using (writer.Block(FormattableString.Invariant($"for (uint k = 0u; k < {(isRow ? Positions : Width)}u; k++)")))
        {
            writer.Line(isRow
                ? FormattableString.Invariant($"uint place = (i / {Width}u * {Positions}u + k) * {Width}u + i % {Width}u;")
                : FormattableString.Invariant($"uint place = i * {Width}u + k;"));
            writer.Line($"sum += dOutput[place]{(IsProduct ? " * other[place]" : "")};");
        }

        writer.Line($"dInput[i] {assignment} {sign}sum;");
    });
}

/// <summary><c>output = input + table</c>, with the same table for every sample.</summary>
internal sealed record TableSumShader(int Size) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"TableSum_{Size}");

    public override string Summary => FormattableString.Invariant($"output = input + table of {Size} elements.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false), ("tableRows", false)];

    public override IReadOnlyList<string> Writes => ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) =>
        EmitLoop(writer, () => writer.Line(FormattableString.Invariant($"output[i] = input[i] + tableRows[i % {Size}u];")));
}
