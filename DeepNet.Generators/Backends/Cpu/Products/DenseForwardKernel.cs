using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Products;

/// <summary>The forward pass of a dense layer, with bias and activation fused into the product.</summary>
internal sealed record DenseForwardKernel(ElementType Element, int Inputs, int Units, bool HasBias, ElementwiseKernel? Activation, bool KeepsPreActivation) : KernelSpec(Element)
{
    /// <summary>Elements between rows of the input.</summary>
    public int InputStride { get; init; } = Inputs;

    /// <summary>Elements between rows of the output.</summary>
    public int OutputStride { get; init; } = Units;

    /// <summary>Whether the product is added to the output; then there is neither bias nor activation.</summary>
    public bool Accumulate { get; init; }

    public override string ClassName => FormattableString.Invariant($"DenseForward_{Inputs}x{Units}")
        + (HasBias ? "" : "_NoBias")
        + (Activation is null ? "" : "_" + Activation.Mark)
        + (KeepsPreActivation ? "_KeepInput" : "")
        + DenseConstants.Mark("InputStride", InputStride, Inputs)
        + DenseConstants.Mark("OutputStride", OutputStride, Units)
        + (Accumulate ? "_Accumulate" : "")
        + Element.Suffix();

    public override string Summary
    {
        get
        {
            string product = FormattableString.Invariant($"input[n, {Inputs}] · weight[{Inputs}, {Units}]") + (HasBias ? " + bias" : "");
            return FormattableString.Invariant($"output[n, {Units}] {(Accumulate ? "+=" : "=")} ") + (Activation is null ? product : $"{Activation.Operation.Name}({product})");
        }
    }

    public override IEnumerable<KernelSpec> Dependencies =>
        Activation is null ? [] : [Activation];

    private string InputRow => InputStride == Inputs ? "Inputs" : "InputStride";

    private string OutputRow => OutputStride == Units ? "Units" : "OutputStride";

    public override BatchSplit? Split(int size) => BatchSplit.OfProduct(size / Units, Inputs, Units);

    public override void Emit(SourceWriter writer)
    {
        if (Accumulate && (HasBias || Activation is not null))
        {
            throw new InvalidOperationException($"{ClassName}: bias and activation come after the last product.");
        }

        Product product = MakeProduct();
        string keyword = Element.Keyword();
        string preParameter = KeepsPreActivation ? $"ref {keyword} preActivation, " : "";
        string biasParameter = HasBias ? $"ref {keyword} bias, " : "";
        string learnedParameter = Activation?.LearnedName is { } learned ? $"ref {keyword} {learned}, " : "";
        string parameters = $"ref {keyword} output, {preParameter}ref {keyword} input, ref {keyword} weight, {biasParameter}{learnedParameter}int n";

        DenseConstants.Emit(writer, Inputs, Units, InputStride, OutputStride);
        writer.Line("/// <summary>Computes the outputs of <c>n</c> samples.</summary>");
        using (writer.Method($"internal static void Forward({parameters})"))
        {
            if (PackingRule.Streams(Element, Units, Inputs))
            {
                EmitSingleRow(writer, new Target(Isa.Vector128, Element));
            }
            else if (PackingRule.FillsRegisters(Element, Units))
            {
                EmitSingleRow(writer, new Target(Isa.Vector512, Element));
            }

            ProductEmitter.EmitDispatch(writer, product);
        }

        writer.Line();
        new ProductEmitter(writer, product).Emit();
        EmitReference(writer, keyword, parameters);
    }

    /// <summary>Of one sample, the time is that of reading the weights.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="least">The shortest vectors with which reading them in order is worth it.</param>
    private void EmitSingleRow(SourceWriter writer, Target least)
    {
        using (writer.Block($"if (n == 1 && {least.IsSupported})"))
        {
            string start = HasBias ? "bias" : Accumulate ? "output" : $"Unsafe.NullRef<{Element.Keyword()}>()";
            writer.Line($"RowProduct.Run(ref {(KeepsPreActivation ? "preActivation" : "output")}, ref {start}, ref input, ref weight, Units, Inputs);");
            if (Activation is not null)
            {
                EmitActivation(writer, Activation);
            }

            writer.Line("return;");
        }

        writer.Line();
    }

    private Product MakeProduct()
    {
        TileOperand output = new("output", OutputRow, true);
        TileOperand preActivation = new("preActivation", "Units", true);
        TileOperand input = new("input", InputRow, false);
        TileOperand weight = new("weight", "", true);
        TileOperand bias = new("bias", "", true);
        TileOperand[] learned = Activation?.LearnedName is { } name ? [new TileOperand(name, "", !Activation.IsShared)] : [];
        return new Product
        {
            Element = Element,
            Rows = "n",
            RowCounts = [],
            Columns = ("Units", Units),
            Depth = ("Inputs", Inputs),
            A = input,
            AStep = "1",
            B = weight,
            BStep = "Units",
            C = KeepsPreActivation ? preActivation : output,
            Operands = [output, .. KeepsPreActivation ? [preActivation] : Array.Empty<TileOperand>(), input, weight, .. HasBias ? [bias] : Array.Empty<TileOperand>(), .. learned],
            Start = HasBias ? bias : Accumulate ? output : null,
            Companion = KeepsPreActivation ? null : learned.FirstOrDefault(),
            Finish = KeepsPreActivation ? null : SumFinish.OfActivation(Activation),
            PackedWhen = PackingRule.OfRows(Element, Units, Inputs),
            SecondPass = Activation is null ? null : writer => EmitActivation(writer, Activation),
        };
    }

    /// <summary>The activation of sums in memory.</summary>
    private void EmitActivation(SourceWriter writer, ElementwiseKernel activation)
    {
        string sums = KeepsPreActivation ? "preActivation" : "output";
        if (OutputStride == Units)
        {
            writer.Line(activation.ForwardCall("ref output", "ref " + sums, "n * Units", "n"));
            return;
        }

        using (writer.Block("for (int row = 0; row < n; row++)"))
        {
            string sumsRow = KeepsPreActivation ? "Units" : OutputRow;
            writer.Line(activation.ForwardCall($"ref Unsafe.Add(ref output, row * {OutputRow})", $"ref Unsafe.Add(ref {sums}, row * {sumsRow})", "Units", "1"));
        }
    }

    private void EmitReference(SourceWriter writer, string keyword, string parameters)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        string bias = HasBias ? "Unsafe.Add(ref bias, unit)" : Element.Literal(0);
        string value = Activation is null ? "sum" : Activation.ValueOf(new Target(Isa.Reference, Element), "sum", "unit");
        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void ForwardReference({parameters})"))
        using (writer.Block("for (int row = 0; row < n; row++)"))
        using (writer.Block("for (int unit = 0; unit < Units; unit++)"))
        {
            writer.Line($"{keyword} sum = {bias};");
            using (writer.Block("for (int k = 0; k < Inputs; k++)"))
            {
                writer.Line($"sum += Unsafe.Add(ref input, row * {InputRow} + k) * Unsafe.Add(ref weight, k * Units + unit);");
            }

            writer.Line();
            if (KeepsPreActivation)
            {
                writer.Line("Unsafe.Add(ref preActivation, row * Units + unit) = sum;");
            }

            writer.Line($"Unsafe.Add(ref output, row * {OutputRow} + unit) {(Accumulate ? "+=" : "=")} {value};");
        }
    }
}
