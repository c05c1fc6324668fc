using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Attention;

/// <summary>
/// The gradients of queries, keys and values of attention. The weights <c>P</c> are computed again, some queries at a time, from the largest scores and the sums that the
/// forward pass has kept: <c>dV = Pᵀ · dO</c>, <c>dS = P ∘ (dO · Vᵀ - rowsum(dO ∘ O)) / √headSize</c>, <c>dQ = dS · K</c>, <c>dK = dSᵀ · Q</c>
/// (Dao et al. 2022, arXiv:2205.14135, algorithm 4).
/// </summary>
internal sealed record AttentionBackwardKernel(ElementType Element, AttentionSizes Sizes) : AttentionKernel(Element, Sizes)
{
    private static readonly string[] Order = ["dQuery", "dKey", "dValue", "scratch", "query", "key", "value", "output", "sums", "dOutput"];

    /// <summary>Samples are independent, except that dropout numbers them through the batch.</summary>
    public override BatchSplit? Split(int size) => Sizes.HasDropout ? null : new BatchSplit(5L * Sizes.Width * Sizes.Queries * Sizes.Keys);

    public override string ClassName => "AttentionBackward_" + Sizes.Mark + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"The gradients of queries, keys and values of attention with {Sizes.Heads} heads of {Sizes.HeadSize}, {Sizes.Queries} queries and {Sizes.Keys} keys.");

    public override IEnumerable<KernelSpec> Dependencies =>
        new KernelSpec[] { Sizes.ScoreProduct(Element), Sizes.WeightGradientProduct(Element), Sizes.ValueProduct(Element), Sizes.KeyGradientProduct(Element), Sizes.Gather(Element), Sizes.Scatter(Element) }.Distinct();

    protected override int BiasAt => 2 * Sizes.ScoreElements + 5 * Sizes.HeadElements;

    public override void Emit(SourceWriter writer)
    {
        EmitConstants(writer);
        string[] matrices = ["TransposedKeysAt", "TransposedValuesAt", "KeysAt", "KeyGradientsAt", "ValueGradientsAt"];
        writer.Line($"private const int GradientsAt = {Text(Sizes.ScoreElements)};");
        for (int i = 0; i < matrices.Length; i++)
        {
            writer.Line($"private const int {matrices[i]} = {Text(2 * Sizes.ScoreElements + i * Sizes.HeadElements)};");
        }

        if (Sizes.HasMask)
        {
            writer.Line($"private const int BiasAt = {Text(BiasAt)};");
        }

        writer.Line().Line($"/// <summary>Computes the gradients of <c>n</c> samples; <c>scratch</c> has room for {Text(Sizes.BackwardScratch)} elements.</summary>");
        EmitLoops(writer, "Backward", ["dQuery", "query", "output", "dOutput"], ["dKey", "dValue", "key", "value"], Order);
        EmitReadMask(writer);
        EmitHead(writer);
        EmitRow(writer);
        EmitReference(writer);
    }

    private void EmitHead(SourceWriter writer)
    {
        string scoreProduct = Sizes.ScoreProduct(Element).ClassName;
        string weightProduct = Sizes.WeightGradientProduct(Element).ClassName;
        string valueProduct = Sizes.ValueProduct(Element).ClassName;
        string keyProduct = Sizes.KeyGradientProduct(Element).ClassName;
        writer.Line().Line("/// <summary>One head of one sample.</summary>").Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Head({HeadParameters(Order)})"))
        {
            foreach ((string local, string place) in new[]
            {
                ("gradients", "GradientsAt"), ("transposedKeys", "TransposedKeysAt"), ("transposedValues", "TransposedValuesAt"),
                ("keys", "KeysAt"), ("dKeys", "KeyGradientsAt"), ("dValues", "ValueGradientsAt"),
            })
            {
                writer.Line($"ref {Keyword} {local} = ref Unsafe.Add(ref scratch, {place});");
            }

            EmitTransposition(writer, "transposedKeys", "key");
            EmitTransposition(writer, "transposedValues", "value");
            writer.Line($"{Sizes.Gather(Element).ClassName}.Copy(ref keys, ref key, Keys);");
            EmitPadding(writer, "keys");
            writer.Line("MemoryMarshal.CreateSpan(ref dKeys, PaddedKeys * HeadSize).Clear();").Line("MemoryMarshal.CreateSpan(ref dValues, PaddedKeys * HeadSize).Clear();").Line();
            using (RowBlocks(writer))
            {
                foreach ((string local, string source) in new[] { ("queries", "query"), ("outputs", "output"), ("dOutputs", "dOutput"), ("dQueries", "dQuery") })
                {
                    writer.Line($"ref {Keyword} {local} = ref Unsafe.Add(ref {source}, first * Width);");
                }

                string bias = Sizes.HasMask ? $", ref Unsafe.Add(ref scratch, BiasAt{(Sizes.IsBlocked ? " + block" : "")})" : "";
                KeyBlocks(writer, at =>
                {
                    writer.Line($"{scoreProduct}.Forward({at("scratch", "")}, ref queries, {at("transposedKeys", "HeadSize")}{bias}, rows);");
                    writer.Line($"{weightProduct}.Forward({at("gradients", "")}, ref dOutputs, {at("transposedValues", "HeadSize")}, rows);");
                });
                writer.Line();
                using (writer.Block("for (int r = 0; r < rows; r++)"))
                {
                    writer.Call("Row", new[]
                    {
                        "ref Unsafe.Add(ref scratch, r * PaddedKeys)", "ref Unsafe.Add(ref gradients, r * PaddedKeys)", "ref Unsafe.Add(ref outputs, r * Width)",
                        "ref Unsafe.Add(ref dOutputs, r * Width)", "Unsafe.Add(ref sums, 2 * (first + r))", "Unsafe.Add(ref sums, 2 * (first + r) + 1)" + RowArguments,
                    });
                }

                writer.Line();
                EmitClearRows(writer, "dQueries");
                KeyBlocks(writer, at =>
                {
                    writer.Line($"{valueProduct}.Forward(ref dQueries, {at("gradients", "")}, {at("keys", "HeadSize")}, rows);");
                    writer.Line($"{keyProduct}.Accumulate({at("dKeys", "HeadSize")}, {at("gradients", "")}, ref queries, rows);");
                    writer.Line($"{keyProduct}.Accumulate({at("dValues", "HeadSize")}, {at("scratch", "")}, ref dOutputs, rows);");
                });
            }

            writer.Line();
            writer.Line($"{Sizes.Scatter(Element).ClassName}.Copy(ref dKey, ref dKeys, Keys);").Line($"{Sizes.Scatter(Element).ClassName}.Copy(ref dValue, ref dValues, Keys);");
        }
    }

    private void EmitRow(SourceWriter writer)
    {
        writer.Line().Line("/// <summary>Turns the scores of one query into weights, and the gradients of the weights into those of the scores.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Row(ref {Keyword} scores, ref {Keyword} gradients, ref {Keyword} output, ref {Keyword} dOutput, {Keyword} shift, {Keyword} logarithm{RowParameters})"))
        {
            EmitHideUnseen(writer);
            string count = RowCount(writer);
            new RowLoops(writer, Element, Sizes.HeadSize).Sum("dot", t => $"{t.Load("dOutput", "i")} * {t.Load("output", "i")}");
            using (writer.Block())
            {
                void Body(Target t)
                {
                    writer.Line($"{t.Type} weight = VectorMath.Exp({t.MultiplyAdd(Difference(t), t.Broadcast("Scale"), t.Broadcast("-logarithm"))});");
                    string gradient = t.Load("gradients", "i");
                    if (Sizes.HasDropout)
                    {
                        // The factor of each weight: 0, or what those that stay are scaled by.
                        writer.Line($"{t.Type} factor = DropoutMask.Apply({t.Broadcast("kept")}, dropoutIndex + (uint)i, dropoutKey, threshold);");
                        writer.Line(t.Store("(weight * factor)", "scores", "i"));
                        gradient += " * factor";
                    }
                    else
                    {
                        writer.Line(t.Store("weight", "scores", "i"));
                    }

                    writer.Line(t.Store($"(weight * ({gradient} - {t.Broadcast("dot")}) * {t.Broadcast("Scale")})", "gradients", "i"));
                }

                writer.Line("nuint i = 0;");
                ElementLoop.VectorLoops(writer, Element, count, Body, isWide: !Sizes.HasDropout);
                ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), count, Body);
            }
        }
    }

    private void EmitReference(SourceWriter writer)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same as <see cref=\"Backward\"/>, one weight at a time with the base library's mathematics.</summary>");
        string weight = $"{Keyword}.Exp((score - Unsafe.Add(ref sums, 2 * at)) * Scale - Unsafe.Add(ref sums, 2 * at + 1))";
        string factor = Sizes.HasDropout ? "DropoutMask.Apply(kept, (uint)(at * Keys + i), dropoutKey, threshold)" : "1";
        writer.Line($$"""
            internal static void BackwardReference({{PublicParameters(Order)}})
            { unchecked {
                MemoryMarshal.CreateSpan(ref dQuery, n * Queries * Width).Clear();
                MemoryMarshal.CreateSpan(ref dKey, n * Keys * Width).Clear();
                MemoryMarshal.CreateSpan(ref dValue, n * Keys * Width).Clear();
                for (int at = 0; at < n * Heads * Queries; at++)
                {
                    int sample = at / (Heads * Queries);
                    int head = at / Queries % Heads;
                    int row = at % Queries;
                    int queryAt = (sample * Queries + row) * Width + head * HeadSize;
                    {{Keyword}} dot = 0;
                    for (int c = 0; c < HeadSize; c++)
                    {
                        dot += Unsafe.Add(ref dOutput, queryAt + c) * Unsafe.Add(ref output, queryAt + c);
                    }

                    for (int i = 0; i < {{SeenKeys}}; i++)
                    {
                        int keyAt = (sample * Keys + i) * Width + head * HeadSize;
                        {{Keyword}} score = 0;
                        {{Keyword}} dWeight = 0;
                        for (int c = 0; c < HeadSize; c++)
                        {
                            score += Unsafe.Add(ref query, queryAt + c) * Unsafe.Add(ref key, keyAt + c);
                            dWeight += Unsafe.Add(ref dOutput, queryAt + c) * Unsafe.Add(ref value, keyAt + c);
                        }

                        {{Keyword}} weight = {{(Sizes.HasMask ? $"Unsafe.Add(ref mask, sample * Keys + i) == 0 ? 0 : {weight}" : weight)}};
                        {{Keyword}} factor = {{factor}};
                        {{Keyword}} dScore = weight * (dWeight * factor - dot) * Scale;
                        for (int c = 0; c < HeadSize; c++)
                        {
                            Unsafe.Add(ref dQuery, queryAt + c) += dScore * Unsafe.Add(ref key, keyAt + c);
                            Unsafe.Add(ref dKey, keyAt + c) += dScore * Unsafe.Add(ref query, queryAt + c);
                            Unsafe.Add(ref dValue, keyAt + c) += weight * factor * Unsafe.Add(ref dOutput, queryAt + c);
                        }
                    }
                }
            } }
            """);
    }
}
