using System;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Attention;

/// <summary>What both directions of attention write alike: the walk over samples and heads, over blocks of keys, and the mask.</summary>
internal abstract record AttentionKernel(ElementType Element, AttentionSizes Sizes) : KernelSpec(Element)
{
    protected string Keyword => Element.Keyword();

    /// <summary>The parameters of dropout behind the others, or nothing.</summary>
    protected string DropoutParameters => Sizes.HasDropout ? $", uint dropoutKey, uint threshold, {Keyword} kept" : "";

    protected string DropoutArguments => Sizes.HasDropout ? ", dropoutKey, threshold, kept" : "";

    /// <summary>The keys that a row of queries sees.</summary>
    protected string SeenKeys => Sizes.IsCausal ? "row + 1" : "Keys";

    /// <summary>Where what the mask adds begins in the scratch memory.</summary>
    protected abstract int BiasAt { get; }

    protected static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    protected void EmitConstants(SourceWriter writer)
    {
        writer.Line(FormattableString.Invariant($"private const int Heads = {Sizes.Heads};"));
        writer.Line(FormattableString.Invariant($"private const int HeadSize = {Sizes.HeadSize};"));
        writer.Line(FormattableString.Invariant($"private const int Width = {Sizes.Width};"));
        writer.Line(FormattableString.Invariant($"private const int Queries = {Sizes.Queries};"));
        writer.Line(FormattableString.Invariant($"private const int Keys = {Sizes.Keys};"));
        writer.Line($"private const {Keyword} Scale = {Element.Literal(1 / Math.Sqrt(Sizes.HeadSize))};").Line();
        writer.Line("/// <summary>The queries that are processed together, and the keys rounded up to whole blocks.</summary>");
        writer.Line(FormattableString.Invariant($"private const int BlockRows = {Sizes.BlockRows};"));
        if (Sizes.IsBlocked)
        {
            writer.Line(FormattableString.Invariant($"private const int KeyBlock = {Sizes.KeyBlock};"));
        }

        writer.Line(FormattableString.Invariant($"private const int PaddedKeys = {Sizes.PaddedKeys};")).Line();
        writer.Line("/// <summary>Offsets in the scratch memory.</summary>");
    }

    /// <summary>Writes the public method: for every sample and head one call of <c>Head</c>.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="queryRows">The parameters with a row for each query.</param>
    /// <param name="keyRows">The parameters with a row for each key.</param>
    /// <param name="order">All parameters in their order, with <c>sums</c> (two numbers per query and head) and <c>scratch</c>.</param>
    protected void EmitLoops(SourceWriter writer, string method, string[] queryRows, string[] keyRows, string[] order)
    {
        using (writer.Method($"internal static void {method}({PublicParameters(order)})"))
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            if (Sizes.HasMask)
            {
                writer.Line("ReadMask(ref Unsafe.Add(ref scratch, BiasAt), ref Unsafe.Add(ref mask, sample * Keys));");
            }

            using (writer.Block("for (int head = 0; head < Heads; head++)"))
            {
                writer.Line("int queryAt = sample * (Queries * Width) + head * HeadSize;").Line("int keyAt = sample * (Keys * Width) + head * HeadSize;");
                writer.Call("Head", order.Select(name => name switch
                {
                    "scratch" => "ref scratch",
                    "sums" => "ref Unsafe.Add(ref sums, (sample * Heads + head) * (2 * Queries))",
                    _ => $"ref Unsafe.Add(ref {name}, {(queryRows.Contains(name) ? "queryAt" : keyRows.Contains(name) ? "keyAt" : throw new ArgumentException(name))})",
                }).Concat(Sizes.HasDropout ? ["(uint)((sample * Heads + head) * Queries) * (uint)Keys", "dropoutKey", "threshold", "kept"] : []).ToList());
            }
        }
    }

    protected string PublicParameters(string[] order) =>
        string.Join(", ", order.Select(name => $"ref {Keyword} {name}")) + (Sizes.HasMask ? ", ref int mask" : "") + ", int n" + DropoutParameters;

    protected string HeadParameters(string[] order) =>
        string.Join(", ", order.Select(name => $"ref {Keyword} {name}")) + (Sizes.HasDropout ? ", uint dropoutIndex" + DropoutParameters : "");

    /// <summary>Writes the loop over rows of queries, and what is known in it: the rows, and how many keys the blocks that any of them sees have.</summary>
    protected SourceWriter.Scope RowBlocks(SourceWriter writer)
    {
        SourceWriter.Scope scope = writer.Block("for (int first = 0; first < Queries; first += BlockRows)");
        writer.Line("int rows = int.Min(BlockRows, Queries - first);");
        if (Sizes is { IsCausal: true, IsBlocked: true })
        {
            writer.Line("// Blocks of keys above the diagonal are left out.");
            writer.Line("int end = (first + rows + KeyBlock - 1) / KeyBlock * KeyBlock;");
        }

        return scope;
    }

    /// <summary>The keys of all blocks that are computed for some rows.</summary>
    protected string End => Sizes is { IsCausal: true, IsBlocked: true } ? "end" : "PaddedKeys";

    /// <summary>Writes statements for each block of keys, at <c>block</c>.</summary>
    protected void KeyBlocks(SourceWriter writer, Action<Func<string, string, string>> body)
    {
        if (!Sizes.IsBlocked)
        {
            body((name, _) => "ref " + name);
            return;
        }

        using (writer.Block($"for (int block = 0; block < {End}; block += KeyBlock)"))
        {
            body((name, rowSize) => rowSize.Length == 0 ? $"ref Unsafe.Add(ref {name}, block)" : $"ref Unsafe.Add(ref {name}, block * {rowSize})");
        }
    }

    /// <summary>Writes the transposition of a head's keys or values, block by block, with zeros for the keys that the last block lacks.</summary>
    protected void EmitTransposition(SourceWriter writer, string target, string source)
    {
        if (!Sizes.IsBlocked)
        {
            writer.Line($"MatrixTransposition.Run(ref {target}, ref {source}, Keys, HeadSize, Width);");
            return;
        }

        // A last block with fewer keys is transposed by itself: its rows are as long as those of the others.
        int whole = Sizes.Keys / Sizes.KeyBlock * Sizes.KeyBlock;
        using (writer.Block($"for (int block = 0; block < {Text(whole)}; block += KeyBlock)"))
        {
            writer.Line($"MatrixTransposition.Run(ref Unsafe.Add(ref {target}, block * HeadSize), ref Unsafe.Add(ref {source}, block * Width), KeyBlock, HeadSize, Width);");
        }

        writer.Line();
        if (whole < Sizes.Keys)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {target}, {Text(whole)} * HeadSize), KeyBlock * HeadSize).Clear();");
            using (writer.Block($"for (int step = {Text(whole)}; step < Keys; step++)"))
            using (writer.Block("for (int i = 0; i < HeadSize; i++)"))
            {
                writer.Line($"Unsafe.Add(ref {target}, {Text(whole)} * HeadSize + i * KeyBlock + step - {Text(whole)}) = Unsafe.Add(ref {source}, step * Width + i);");
            }

            writer.Line();
        }
    }

    /// <summary>Writes zeros behind the last key of a packed matrix, whose weights are zero but must not meet NaN.</summary>
    protected void EmitPadding(SourceWriter writer, string target)
    {
        if (Sizes.PaddedKeys > Sizes.Keys)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {target}, Keys * HeadSize), (PaddedKeys - Keys) * HeadSize).Clear();");
        }
    }

    /// <summary>Writes zeros where products over blocks of keys are added up.</summary>
    protected void EmitClearRows(SourceWriter writer, string target)
    {
        if (Sizes.IsBlocked)
        {
            using (writer.Block("for (int r = 0; r < rows; r++)"))
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {target}, r * Width), HeadSize).Clear();");
            }

            writer.Line();
        }
    }

    /// <summary>
    /// Writes minus infinity behind the keys that a row sees, whose weights are then zero like those of padding, and whole vectors can be taken to the end.
    /// </summary>
    protected void EmitHideUnseen(SourceWriter writer)
    {
        if (Sizes.IsCausal || Sizes.PaddedKeys > Sizes.Keys)
        {
            string seen = Sizes.IsCausal ? "seen" : "Keys";
            writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref scores, {seen}), {End} - {seen}).Fill({Keyword}.NegativeInfinity);");
        }
    }

    /// <summary>The parameters of a method on one row that say how far it goes.</summary>
    protected string RowParameters => (Sizes.IsCausal ? ", int seen" : "") + (End == "end" ? ", int end" : "") + (Sizes.HasDropout ? ", uint dropoutIndex" + DropoutParameters : "");

    /// <summary>The arguments for <see cref="RowParameters"/>, for row <c>first + r</c>.</summary>
    protected string RowArguments => (Sizes.IsCausal ? ", first + r + 1" : "") + (End == "end" ? ", end" : "")
        + (Sizes.HasDropout ? ", dropoutIndex + (uint)(first + r) * (uint)Keys" + DropoutArguments : "");

    /// <summary>The number of elements that a loop over a row takes: a constant, or <c>count</c>, which is then declared.</summary>
    protected string RowCount(SourceWriter writer)
    {
        if (End != "end")
        {
            return Text(Sizes.PaddedKeys);
        }

        writer.Line("nuint count = (uint)end;");
        return "count";
    }

    /// <summary>Writes the method that turns a sample's mask into what is added to its scores: 0, or minus infinity, whose exponential is 0.</summary>
    protected void EmitReadMask(SourceWriter writer)
    {
        if (!Sizes.HasMask)
        {
            return;
        }

        writer.Line().Line("/// <summary>What is added to the scores of each key: nothing, or minus infinity for padding.</summary>");
        using (writer.Method($"private static void ReadMask(ref {Keyword} bias, ref int mask)"))
        using (writer.Block("for (int key = 0; key < Keys; key++)"))
        {
            writer.Line($"Unsafe.Add(ref bias, key) = Unsafe.Add(ref mask, key) == 0 ? {Keyword}.NegativeInfinity : {Element.Literal(0)};");
        }
    }

    /// <summary>A score less the row's largest one. It is subtracted before the scaling: the difference of two large scores that are equal is then 0.</summary>
    protected static string Difference(Target target) => $"{target.Load("scores", "i")} - {target.Broadcast("shift")}";
}
