using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Optimizers;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>
/// The gradient of a dense layer's weights, <c>dWeight = inputᵀ · dOutput</c>: added to the gradients, or, with an optimizer, turned into the
/// update a few rows at a time, so that it never leaves the cache.
/// </summary>
internal sealed record DenseWeightGradientKernel(ElementType Element, int Inputs, int Units, OptimizerKernel? Update) : KernelSpec(Element)
{
    /// <summary>
    /// The gradients between product and optimizer: 6 KB of floats, a fifth of the first-level cache. 3 to 24 KB made no difference at 784x128
    /// (benchmarks/RESULTS.md); updating in the tile's registers instead took 1.4 times as long at batch 1.
    /// </summary>
    private const int ScratchElements = 1536;

    /// <summary>Elements between rows of the input; an update takes no other than the default.</summary>
    public int InputStride { get; init; } = Inputs;

    /// <summary>Elements between rows of the output's gradient; an update takes no other than the default.</summary>
    public int OutputStride { get; init; } = Units;

    /// <summary>The rows of weights that are updated together: a multiple of the tile's six, or all.</summary>
    public int GroupRows => Math.Min(Inputs, Math.Max(6, ScratchElements / Units / 6 * 6));

    public override string ClassName => FormattableString.Invariant($"{(Update is null ? "DenseWeightGradient" : "DenseWeightUpdate")}_{Inputs}x{Units}")
        + (Update is null ? "" : "_" + Update.Rule.Name)
        + DenseConstants.Mark("InputStride", InputStride, Inputs)
        + DenseConstants.Mark("OutputStride", OutputStride, Units)
        + Element.Suffix();

    public override string Summary => Update is null
        ? FormattableString.Invariant($"dWeight[{Inputs}, {Units}] += input[n, {Inputs}]ᵀ · dOutput[n, {Units}]")
        : FormattableString.Invariant($"{Update.Rule.Name} step of weight[{Inputs}, {Units}] with the gradient input[n, {Inputs}]ᵀ · dOutput[n, {Units}]");

    public override IEnumerable<KernelSpec> Dependencies =>
        Update is null ? [new ProductVector128Kernel(Element)] : [Update, new ProductVector128Kernel(Element)];

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
        using (writer.Block($"internal static void Accumulate({parameters})"))
        {
            ProductEmitter.EmitDispatch(writer, product, "AccumulateReference(ref dWeight, ref input, ref dOutput, n);");
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Block($"internal static void AccumulateReference({parameters})"))
        {
            EmitReferenceLoops(writer, "+=", "Inputs");
        }
    }

    private void EmitUpdate(SourceWriter writer, Product product, OptimizerKernel update)
    {
        string keyword = Element.Keyword();
        string parameters = $"{update.TargetParameters}, ref {keyword} input, ref {keyword} dOutput, ref {keyword} gradient, int n, in {update.ClassName}.Coefficients coefficients";
        bool inOneGo = GroupRows == Inputs;
        if (!inOneGo)
        {
            writer.Line($"private const int GroupRows = {GroupRows.ToString(CultureInfo.InvariantCulture)};").Line();
        }

        writer.Line("/// <summary>Updates the weights from <c>n</c> samples. <c>gradient</c> is scratch memory for the gradients of some rows, which are updated while in cache.</summary>");
        using (writer.Block($"internal static void Update({parameters})"))
        {
            if (inOneGo)
            {
                ProductEmitter.EmitDispatch(writer, product, "GradientReference(ref gradient, ref input, ref dOutput, n, Inputs);", rows: "Inputs");
                writer.Line().Line(update.UpdateCall("0", "Inputs * Units"));
            }
            else
            {
                using (writer.Block("for (int row = 0; row < Inputs; row += GroupRows)"))
                {
                    writer.Line("int rows = int.Min(GroupRows, Inputs - row);").Line($"ref {keyword} inputAt = ref Unsafe.Add(ref input, row);");
                    ProductEmitter.EmitDispatch(writer, product, "GradientReference(ref gradient, ref inputAt, ref dOutput, n, rows);", input: "inputAt");
                    writer.Line().Line(update.UpdateCall("row * Units", "rows * Units"));
                }
            }
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Block($"internal static void UpdateReference({parameters})"))
        using (writer.Block("for (int row = 0; row < Inputs; row++)"))
        {
            writer.Line("GradientReference(ref gradient, ref Unsafe.Add(ref input, row), ref dOutput, n, 1);");
            writer.Line(update.UpdateCall("row * Units", "Units", "UpdateReference"));
        }

        writer.Line().Line("/// <summary>The gradients of some rows, one element at a time.</summary>");
        using (writer.Block($"private static void GradientReference(ref {keyword} gradient, ref {keyword} input, ref {keyword} dOutput, int n, int rows)"))
        {
            EmitReferenceLoops(writer, "=", "rows");
        }
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
            Finish = (writer, target, cell) => writer.Line(cell.Store(target, cell.Accumulator, Destination, "Units")),
        };
    }
}
