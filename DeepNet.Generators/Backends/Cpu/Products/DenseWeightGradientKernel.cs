using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Updates;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Products;

/// <summary>
/// The gradient of a dense layer's weights, <c>dWeight = inputᵀ · dOutput</c>: added to the gradients, or, with an optimizer, turned into the
/// update a few rows at a time, so that it never leaves the cache.
/// </summary>
internal sealed record DenseWeightGradientKernel(ElementType Element, int Inputs, int Units, OptimizerKernel? Update) : KernelSpec(Element)
{
    /// <summary>Wider weights are updated in blocks of so many columns, so that there are enough rows in a block.</summary>
    private const int MostBlockColumns = 512;

    /// <summary>Rows of so many columns are walked as an outer product where there is one sample; shorter ones would leave too much to the loops' tails.</summary>
    private const int LeastOuterColumns = 32;

    /// <summary>Rows of weights that are not parted, so that the sums are the same however the rows are shared out: a tile of the product.</summary>
    public const int RowMultiple = 6;

    /// <summary>Elements between rows of the input; an update takes no other than the default.</summary>
    public int InputStride { get; init; } = Inputs;

    /// <summary>Elements between rows of the output's gradient; an update takes no other than the default.</summary>
    public int OutputStride { get; init; } = Units;

    /// <summary>
    /// The gradients between product and optimizer: three sixteenths of the first-level cache, 6 KB by default. 3 to 24 KB made no difference at 784x128
    /// (benchmarks/RESULTS.md); updating in the tile's registers instead took 1.4 times as long at batch 1.
    /// </summary>
    private int ScratchElements => Element.Caches.L1Bytes / 16 * 3 / sizeof(float);

    /// <summary>
    /// The gradients between packed product and optimizer: three sixteenths of the second-level cache, 96 KB by default. The more rows, the less the
    /// packing of <c>dOutput</c> counts, which is done anew for each block.
    /// </summary>
    private int BlockElements => Element.Caches.L2Bytes / 16 * 3 / sizeof(float);

    /// <summary>The rows of weights that are updated together: a multiple of the tile's six, or all.</summary>
    private int GroupRows => Math.Min(Inputs, Math.Max(6, ScratchElements / Units / 6 * 6));

    /// <summary>The columns of a block of the packed product.</summary>
    private int BlockColumns => Math.Min(Units, MostBlockColumns);

    /// <summary>The rows of a block of the packed product.</summary>
    private int BlockRows => Math.Min(Inputs, Math.Max(6, BlockElements / BlockColumns / 6 * 6));

    private string? PackedWhen => PackingRule.OfDepth(Inputs, Units);

    /// <summary>The samples from which an update is shared out among threads row by row, or null if it never is.</summary>
    /// <param name="rowsPerSample">The rows of the input that a sample has.</param>
    public int? LeastSharedSamples(int rowsPerSample)
    {
        long work = (long)Inputs * Units * rowsPerSample;
        return Update is null || PackedWhen is null || Inputs < 2 * RowMultiple
            ? null
            : (int)Math.Max((PackingRule.LeastDepth + rowsPerSample - 1) / rowsPerSample, (BatchSplit.LeastWork + work - 1) / work);
    }

    /// <summary>The elements of the scratch memory that an update takes.</summary>
    public int UpdateScratch => Math.Max(GroupRows * Units, PackedWhen is null ? 0 : BlockRows * BlockColumns);

    public override string ClassName => FormattableString.Invariant($"{(Update is null ? "DenseWeightGradient" : "DenseWeightUpdate")}_{Inputs}x{Units}")
        + (Update is null ? "" : "_" + Update.Rule.Name)
        + DenseConstants.Mark("InputStride", InputStride, Inputs)
        + DenseConstants.Mark("OutputStride", OutputStride, Units)
        + Element.Suffix();

    public override string Summary => Update is null
        ? FormattableString.Invariant($"dWeight[{Inputs}, {Units}] += input[n, {Inputs}]ᵀ · dOutput[n, {Units}]")
        : FormattableString.Invariant($"{Update.Rule.Name} step of weight[{Inputs}, {Units}] with the gradient input[n, {Inputs}]ᵀ · dOutput[n, {Units}]");

    public override IEnumerable<KernelSpec> Dependencies =>
        Update is null ? [] : [Update];

    /// <summary>Where the product goes.</summary>
    private string Destination => Update is null ? "dWeight" : "gradient";

    private string InputRow => InputStride == Inputs ? "Inputs" : "InputStride";

    private string OutputRow => OutputStride == Units ? "Units" : "OutputStride";

    public override void Emit(SourceWriter writer)
    {
        if (Update is not null && (InputStride != Inputs || OutputStride != Units))
        {
            throw new InvalidOperationException($"{ClassName}: an update takes dense rows.");
        }

        DenseConstants.Emit(writer, Inputs, Units, InputStride, OutputStride);
        Product product = MakeProduct();
        if (Update is null)
        {
            EmitAccumulate(writer, product);
        }
        else
        {
            EmitUpdate(writer, product, Update);
        }

        writer.Line();
        new ProductEmitter(writer, product).Emit();
    }

    private void EmitAccumulate(SourceWriter writer, Product product)
    {
        string parameters = $"ref {Element.Keyword()} dWeight, ref {Element.Keyword()} input, ref {Element.Keyword()} dOutput, int n";
        writer.Line("/// <summary>Adds the gradients of <c>n</c> samples to <c>dWeight</c>.</summary>");
        using (writer.Method($"internal static void Accumulate({parameters})"))
        {
            if (Units >= LeastOuterColumns)
            {
                using (writer.Block("if (n == 1 && Vector128.IsHardwareAccelerated)"))
                {
                    writer.Line("OuterProduct.Add(ref dWeight, ref input, ref dOutput, Inputs, Units);").Line("return;");
                }

                writer.Line();
            }

            ProductEmitter.EmitDispatch(writer, product);
        }

        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void AccumulateReference({parameters})"))
        {
            EmitReferenceLoops(writer, "+=", "Inputs");
        }
    }

    private void EmitUpdate(SourceWriter writer, Product product, OptimizerKernel update)
    {
        string keyword = Element.Keyword();
        string parameters = $"{update.TargetParameters}, ref {keyword} input, ref {keyword} dOutput, ref {keyword} gradient, int n, int count, in {update.ClassName}.Coefficients coefficients";
        bool inOneGo = GroupRows == Inputs;
        if (!inOneGo)
        {
            writer.Constant("GroupRows", GroupRows);
        }

        if (PackedWhen is not null)
        {
            writer.Constant("BlockRows", BlockRows);
            writer.Constant("BlockColumns", BlockColumns);
        }

        if (!inOneGo || PackedWhen is not null)
        {
            writer.Line();
        }

        writer.Line("/// <summary>Updates the first <c>count</c> rows of the weights from <c>n</c> samples. <c>gradient</c> is scratch memory for the gradients of some rows, which are updated while in cache.</summary>");
        using (writer.Method($"internal static void Update({parameters})"))
        {
            if (Units >= LeastOuterColumns)
            {
                using (writer.Block("if (n == 1)"))
                {
                    writer.Line($"{update.ClassName}.UpdateOuter({string.Join(", ", update.Targets.Select(t => "ref " + t))}, ref input, ref dOutput, count, Units, in coefficients);").Line("return;");
                }

                writer.Line();
            }

            if (PackedWhen is not null)
            {
                using (writer.Block($"if ({PackedWhen})"))
                {
                    IEnumerable<string> arguments = update.Targets.Concat(["input", "dOutput", "gradient"]).Select(t => "ref " + t);
                    writer.Line($"UpdatePacked({string.Join(", ", arguments)}, n, count, in coefficients);").Line("return;");
                }

                writer.Line();
            }

            if (inOneGo)
            {
                ProductEmitter.EmitDispatch(writer, product, rows: "count");
                writer.Line().Line(update.UpdateCall("0", "count * Units"));
            }
            else
            {
                using (writer.Block("for (int row = 0; row < count; row += GroupRows)"))
                {
                    writer.Line("int rows = int.Min(GroupRows, count - row);").Line($"ref {keyword} inputAt = ref Unsafe.Add(ref input, row);");
                    ProductEmitter.EmitDispatch(writer, product, input: "inputAt");
                    writer.Line().Line(update.UpdateCall("row * Units", "rows * Units"));
                }
            }
        }

        if (PackedWhen is not null)
        {
            writer.Line().Line("/// <summary>The same with packed operands, block by block of the weights.</summary>");
            using (writer.Method($"private static void UpdatePacked({parameters})"))
            {
                EmitPackedBlocks(writer, update);
            }
        }

        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void UpdateReference({parameters})"))
        using (writer.Block("for (int row = 0; row < count; row++)"))
        {
            writer.Line("GradientReference(ref gradient, ref Unsafe.Add(ref input, row), ref dOutput, n, 1);");
            writer.Line(update.UpdateCall("row * Units", "Units", "UpdateReference"));
        }

        writer.Line().Line("/// <summary>The gradients of some rows, one element at a time.</summary>");
        using (writer.Method($"private static void GradientReference(ref {keyword} gradient, ref {keyword} input, ref {keyword} dOutput, int n, int rows)"))
        {
            EmitReferenceLoops(writer, "=", "rows");
        }
    }

    private void EmitPackedBlocks(SourceWriter writer, OptimizerKernel update)
    {
        bool isWhole = BlockColumns == Units;
        using (isWhole ? (SourceWriter.Scope?)null : writer.Block("for (int column = 0; column < Units; column += BlockColumns)"))
        {
            if (!isWhole)
            {
                writer.Line("int columns = int.Min(BlockColumns, Units - column);");
            }

            string columns = isWhole ? "Units" : "columns";
            using (writer.Block("for (int row = 0; row < count; row += BlockRows)"))
            {
                writer.Line("int rows = int.Min(BlockRows, count - row);");
                string[] result = ["ref gradient", columns, $"ref Unsafe.NullRef<{Element.Keyword()}>()", "0", "ref Unsafe.Add(ref input, row)", "1", "Inputs"];
                bool isInPlace = isWhole && PackingRule.FitsSecondLevel(Element, Inputs, Units);
                if (isInPlace)
                {
                    using (writer.Block("if (Vector512.IsHardwareAccelerated)"))
                    {
                        writer.Call("InPlaceProduct.Run", [.. result, "ref dOutput", "Units", "rows", columns, "n"]);
                    }
                }

                using (isInPlace ? writer.Block("else") : (SourceWriter.Scope?)null)
                {
                    writer.Call("PackedProduct.Run", [
                        .. result, isWhole ? "ref dOutput" : "ref Unsafe.Add(ref dOutput, column)", "Units", "1", "rows", columns, "n",
                        .. PackingRule.BlockArguments(Element), .. AheadArgument(update, isWhole ? "row * Units" : "row * Units + column")]);
                }

                if (isWhole)
                {
                    writer.Line(update.UpdateCall("row * Units", "rows * Units"));
                    return;
                }

                using (writer.Block("for (int i = 0; i < rows; i++)"))
                {
                    writer.Line(update.UpdateCall("(row + i) * Units + column", "columns", gradient: "ref Unsafe.Add(ref gradient, i * columns)"));
                }
            }
        }
    }

    /// <summary>
    /// Weights and states that no cache holds from one step to the next are prefetched during the product: 784-1024-1024-1024-10 of 32 samples takes 0.7 of
    /// the time (benchmarks/RESULTS.md). Two states at most, which is what optimizers have without averages.
    /// </summary>
    private IEnumerable<string> AheadArgument(OptimizerKernel update, string offset)
    {
        List<string> targets = [.. update.Targets.Take(3)];
        return (long)Inputs * Units * Element.Size() * targets.Count <= Element.Caches.L2Bytes
            ? []
            : [$"ahead: RowsAhead.Of({string.Join(", ", targets.Select(t => $"ref Unsafe.Add(ref {t}, {offset})"))}, Units)"];
    }

    private void EmitReferenceLoops(SourceWriter writer, string assignment, string rows)
    {
        using (writer.Block($"for (int k = 0; k < {rows}; k++)"))
        using (writer.Block("for (int unit = 0; unit < Units; unit++)"))
        {
            writer.Line($"{Element.Keyword()} sum = {Element.Literal(0)};");
            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                writer.Line($"sum += Unsafe.Add(ref input, sample * {InputRow} + k) * Unsafe.Add(ref dOutput, sample * {OutputRow} + unit);");
            }

            writer.Line().Line($"Unsafe.Add(ref {Destination}, k * Units + unit) {assignment} sum;");
        }
    }

    private Product MakeProduct()
    {
        TileOperand result = new(Destination, "Units", true);
        TileOperand input = new("input", "1", false);
        TileOperand dOutput = new("dOutput", "", true);
        int rest = Inputs % GroupRows;
        return new Product
        {
            Element = Element,
            Rows = Update is null ? "Inputs" : "rows",
            RowCounts = Update is null ? [Inputs] : rest == 0 ? [GroupRows] : [GroupRows, rest],
            Columns = ("Units", Units),
            Depth = ("n", null),
            A = input,
            AStep = InputRow,
            B = dOutput,
            BStep = OutputRow,
            C = result,
            Operands = [result, input, dOutput],
            Start = Update is null ? result : null,
            PackedWhen = Update is null ? PackedWhen : null,
        };
    }
}
