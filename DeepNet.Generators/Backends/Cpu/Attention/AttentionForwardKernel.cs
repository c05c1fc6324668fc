using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Attention;

/// <summary>
/// Attention from queries, keys and values: <c>softmax(Q · Kᵀ / √headSize) · V</c> for each head, some queries at a time.
/// </summary>
/// <param name="KeepsSums">Whether the largest score of each softmax and the logarithm of its sum are stored, from which backward computes the weights again.</param>
internal sealed record AttentionForwardKernel(ElementType Element, AttentionSizes Sizes, bool KeepsSums) : AttentionKernel(Element, Sizes)
{
    /// <summary>Samples are independent, except that dropout numbers them through the batch.</summary>
    public override BatchSplit? Split(int size) => Sizes.HasDropout ? null : new BatchSplit(2L * Sizes.Width * Sizes.Queries * Sizes.Keys);

    public override string ClassName => "AttentionForward_" + Sizes.Mark + (KeepsSums ? "_KeepSums" : "") + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"output[n, {Sizes.Queries}, {Sizes.Width}] = softmax(Q · Kᵀ / √{Sizes.HeadSize}) · V for each of {Sizes.Heads} heads, with {Sizes.Queries} queries and {Sizes.Keys} keys");

    public override IEnumerable<KernelSpec> Dependencies => [Sizes.ScoreProduct(Element), Sizes.ValueProduct(Element), Sizes.Gather(Element)];

    protected override int BiasAt => Sizes.ScoreElements + 2 * Sizes.HeadElements;

    private string[] Order => KeepsSums ? ["output", "sums", "scratch", "query", "key", "value"] : ["output", "scratch", "query", "key", "value"];

    public override void Emit(SourceWriter writer)
    {
        EmitConstants(writer);
        writer.Line($"private const int KeysAt = {Text(Sizes.ScoreElements)};").Line($"private const int ValuesAt = {Text(Sizes.ScoreElements + Sizes.HeadElements)};");
        if (Sizes.HasMask)
        {
            writer.Line($"private const int BiasAt = {Text(BiasAt)};");
        }

        writer.Line().Line($"/// <summary>Computes the outputs of <c>n</c> samples; <c>scratch</c> has room for {Text(Sizes.ForwardScratch)} elements.</summary>");
        EmitLoops(writer, "Forward", ["output", "query"], ["key", "value"], Order);
        EmitReadMask(writer);
        EmitHead(writer);
        EmitSoftmax(writer);
        EmitReference(writer);
    }

    private void EmitHead(SourceWriter writer)
    {
        string scores = Sizes.ScoreProduct(Element).ClassName;
        string values = Sizes.ValueProduct(Element).ClassName;
        writer.Line().Line("/// <summary>One head of one sample.</summary>").Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Head({HeadParameters(Order)})"))
        {
            writer.Line($"ref {Keyword} keys = ref Unsafe.Add(ref scratch, KeysAt);").Line($"ref {Keyword} values = ref Unsafe.Add(ref scratch, ValuesAt);");
            EmitTransposition(writer, "keys", "key");
            writer.Line($"{Sizes.Gather(Element).ClassName}.Copy(ref values, ref value, Keys);");
            EmitPadding(writer, "values");
            writer.Line();
            using (RowBlocks(writer))
            {
                writer.Line($"ref {Keyword} queries = ref Unsafe.Add(ref query, first * Width);").Line($"ref {Keyword} outputs = ref Unsafe.Add(ref output, first * Width);");
                string bias = Sizes.HasMask ? $", ref Unsafe.Add(ref scratch, BiasAt{(Sizes.IsBlocked ? " + block" : "")})" : "";
                KeyBlocks(writer, at => writer.Line($"{scores}.Forward({at("scratch", "")}, ref queries, {at("keys", "HeadSize")}{bias}, rows);"));
                writer.Line();
                using (writer.Block("for (int r = 0; r < rows; r++)"))
                {
                    writer.Line($"Softmax({(KeepsSums ? "ref Unsafe.Add(ref sums, 2 * (first + r)), " : "")}ref Unsafe.Add(ref scratch, r * PaddedKeys){RowArguments});");
                }

                writer.Line();
                EmitClearRows(writer, "outputs");
                KeyBlocks(writer, at => writer.Line($"{values}.Forward(ref outputs, {at("scratch", "")}, {at("values", "HeadSize")}, rows);"));
            }
        }
    }

    private void EmitSoftmax(SourceWriter writer)
    {
        writer.Line().Line($"/// <summary>Turns the scores of one query into weights{(KeepsSums ? ", and keeps the largest score and the logarithm of the sum of exponentials" : "")}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Softmax({(KeepsSums ? $"ref {Keyword} statistics, " : "")}ref {Keyword} scores{RowParameters})"))
        {
            EmitHideUnseen(writer);
            string count = RowCount(writer);
            EmitMaximum(writer, count);
            writer.Line(Sizes.HasMask ? $"{Keyword} shift = max == {Keyword}.NegativeInfinity ? {Element.Literal(0)} : max;" : $"{Keyword} shift = max;");
            writer.Line($"{Keyword} sum = {Element.Literal(0)};");
            Loop(writer, count, "sum", t =>
            {
                writer.Line($"{t.Type} term = VectorMath.Exp(({Difference(t)}) * {t.Broadcast("Scale")});");
                writer.Line(t.Store("term", "scores", "i"));
            }, isWide: true);

            // Without a key that is seen, all weights are zero.
            string one = Element.Literal(1);
            string factor = Sizes.HasDropout ? "kept" : one;
            writer.Line(Sizes.HasMask ? $"{Keyword} inverse = sum > 0 ? {factor} / sum : {Element.Literal(0)};" : $"{Keyword} inverse = {factor} / sum;");
            Loop(writer, count, null, t =>
            {
                string weight = $"{t.Load("scores", "i")} * {t.Broadcast("inverse")}";
                writer.Line(t.Store(Sizes.HasDropout ? $"DropoutMask.Apply({weight}, dropoutIndex + (uint)i, dropoutKey, threshold)" : $"({weight})", "scores", "i"));
            });
            if (KeepsSums)
            {
                writer.Line("statistics = shift;");
                writer.Line($"Unsafe.Add(ref statistics, 1) = {(Sizes.HasMask ? $"sum > 0 ? VectorMath.Log(sum) : {Element.Literal(0)}" : "VectorMath.Log(sum)")};");
            }
        }
    }

    private void Loop(SourceWriter writer, string count, string? total, Action<Target> body, bool isWide = false)
    {
        using (writer.Block())
        {
            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, Element, count, body, total, isWide: isWide);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), count, body, total);
        }

        writer.Line();
    }

    private void EmitMaximum(SourceWriter writer, string count)
    {
        writer.Line($"{Keyword} max = {Keyword}.NegativeInfinity;");
        using (writer.Block())
        {
            writer.Line("nuint i = 0;");
            string otherwise = "";
            foreach (Target target in Target.VectorIsas.Select(isa => new Target(isa, Element)).Where(t => t.Lanes <= Sizes.PaddedKeys))
            {
                using (writer.Block($"{otherwise}if ({target.IsSupported})"))
                {
                    writer.Line($"{target.Type} largest = {target.Broadcast("max")};");
                    using (writer.Block($"for (; i + {Text(target.Lanes)} <= {count}; i += {Text(target.Lanes)})"))
                    {
                        writer.Line($"largest = {target.Class}.MaxNative(largest, {target.Load("scores", "i")});");
                    }

                    writer.Line();
                    string half = "largest";
                    if (target.Isa == Isa.Vector256)
                    {
                        writer.Line($"Vector128<{Keyword}> half = Vector128.MaxNative(largest.GetLower(), largest.GetUpper());");
                        half = "half";
                    }

                    for (int lane = 0; lane < 16 / Element.Size(); lane++)
                    {
                        writer.Line($"max = {Keyword}.Max(max, {half}.GetElement({Text(lane)}));");
                    }
                }

                otherwise = "else ";
            }

            if (otherwise.Length > 0)
            {
                writer.Line();
            }

            using (writer.Block($"for (; i < {count}; i++)"))
            {
                writer.Line($"max = {Keyword}.Max(max, Unsafe.Add(ref scores, i));");
            }
        }

        writer.Line();
    }

    private void EmitReference(SourceWriter writer)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same as <see cref=\"Forward\"/>, one query at a time with the base library's mathematics.</summary>");
        string score = Sizes.HasMask ? $"Unsafe.Add(ref mask, sample * Keys + i) == 0 ? {Keyword}.NegativeInfinity : score" : "score";
        string weight = Sizes.HasDropout
            ? "DropoutMask.Apply(Unsafe.Add(ref scratch, i) * kept, (uint)(at * Keys + i), dropoutKey, threshold)"
            : "Unsafe.Add(ref scratch, i)";
        writer.Line($$"""
            internal static void ForwardReference({{PublicParameters(Order)}})
            { unchecked {
                for (int sample = 0; sample < n; sample++)
                {
                    for (int head = 0; head < Heads; head++)
                    {
                        for (int row = 0; row < Queries; row++)
                        {
                            int at = (sample * Heads + head) * Queries + row;
                            ref {{Keyword}} from = ref Unsafe.Add(ref query, (sample * Queries + row) * Width + head * HeadSize);
                            ref {{Keyword}} to = ref Unsafe.Add(ref output, (sample * Queries + row) * Width + head * HeadSize);
                            {{Keyword}} max = {{Keyword}}.NegativeInfinity;
                            for (int i = 0; i < {{SeenKeys}}; i++)
                            {
                                {{Keyword}} score = 0;
                                for (int c = 0; c < HeadSize; c++)
                                {
                                    score += Unsafe.Add(ref from, c) * Unsafe.Add(ref key, (sample * Keys + i) * Width + head * HeadSize + c);
                                }

                                Unsafe.Add(ref scratch, i) = {{score}};
                                max = {{Keyword}}.Max(max, Unsafe.Add(ref scratch, i));
                            }

                            {{Keyword}} sum = 0;
                            for (int i = 0; i < {{SeenKeys}}; i++)
                            {
                                {{Keyword}} weight = {{Keyword}}.IsNegativeInfinity(max) ? 0 : {{Keyword}}.Exp((Unsafe.Add(ref scratch, i) - max) * Scale);
                                Unsafe.Add(ref scratch, i) = weight;
                                sum += weight;
                            }

                            for (int c = 0; c < HeadSize; c++)
                            {
                                {{Keyword}} total = 0;
                                for (int i = 0; i < {{SeenKeys}}; i++)
                                {
                                    total += {{weight}} * Unsafe.Add(ref value, (sample * Keys + i) * Width + head * HeadSize + c);
                                }

                                Unsafe.Add(ref to, c) = sum > 0 ? total / sum : 0;
                            }{{(KeepsSums ? "\n\n                    Unsafe.Add(ref sums, 2 * at) = sum > 0 ? max : 0;\n                    Unsafe.Add(ref sums, 2 * at + 1) = sum > 0 ? " + Keyword + ".Log(sum) : 0;" : "")}}
                        }
                    }
                }
            } }
            """);
    }
}
