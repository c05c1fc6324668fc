using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Products;

/// <summary>
/// The gradient of a dense layer's input, <c>dInput = dOutput · weightᵀ</c>, with the derivative of the activation before fused in. The weights
/// are transposed, once or while they are packed, so that the product loads whole vectors; for one sample, dot products along the rows read them only once.
/// </summary>
internal sealed record DenseInputGradientKernel(ElementType Element, int Inputs, int Units, bool Accumulates, ElementwiseKernel? Derivative) : KernelSpec(Element)
{
    /// <summary>Whether the transposed weights are written to scratch memory; if not, they are packed in that order.</summary>
    private bool Transposes => !PackingRule.Pays(Element, Inputs, Units);

    public override string ClassName => FormattableString.Invariant($"DenseInputGradient_{Inputs}x{Units}")
        + (Derivative is null ? "" : "_" + Derivative.Operation.Name)
        + (Accumulates ? "_Accumulate" : "")
        + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"dInput[n, {Inputs}] {(Accumulates ? "+=" : "=")} dOutput[n, {Units}] · weight[{Inputs}, {Units}]ᵀ")
        + (Derivative is null ? "" : $", times the derivative of {Derivative.Operation.Name}");

    public override IEnumerable<KernelSpec> Dependencies =>
        Derivative is null ? [] : [Derivative];

    /// <summary>The operand for the transposed weights, if there is one: it stands before <c>dOutput</c>.</summary>
    public IEnumerable<Operand> Scratch(string name) =>
        Transposes ? [Operand.Write(new Tensor(name, TensorKind.Workspace, Inputs * Units, perSample: false))] : [];

    public override BatchSplit? Split(int size) => BatchSplit.OfProduct(size / Inputs, Inputs, Units);

    public override void Emit(SourceWriter writer)
    {
        Product product = MakeProduct();
        string keyword = Element.Keyword();
        string savedParameter = Derivative is null ? "" : $"ref {keyword} saved, ";
        string parameters = $"ref {keyword} dInput, {savedParameter}{(Transposes ? $"ref {keyword} transposed, " : "")}ref {keyword} dOutput, ref {keyword} weight, int n";

        DenseConstants.Emit(writer, Inputs, Units, Inputs, Units);
        writer.Line($"/// <summary>Computes the gradients of the inputs of <c>n</c> samples{(Transposes ? "; <c>transposed</c> is scratch memory of the weights' size" : "")}.</summary>");
        using (writer.Method($"internal static void Backward({parameters})"))
        {
            EmitSingleRow(writer);
            if (Transposes)
            {
                writer.Line("MatrixTransposition.Run(ref transposed, ref weight, Inputs, Units);");
                ProductEmitter.EmitDispatch(writer, product);
            }
            else
            {
                ProductEmitter.EmitPacked(writer, product, ("weight", "1", "Units"));
            }
        }

        if (Transposes)
        {
            writer.Line();
            new ProductEmitter(writer, product).Emit();
        }

        EmitReference(writer, keyword, parameters);
    }

    /// <summary>Of one sample, dot products along the rows read the weights once, as they lie.</summary>
    private void EmitSingleRow(SourceWriter writer)
    {
        using (writer.Block("if (n == 1 && Vector128.IsHardwareAccelerated)"))
        {
            string start = Accumulates ? "dInput" : $"Unsafe.NullRef<{Element.Keyword()}>()";
            writer.Line($"TransposedRowProduct.Run(ref dInput, ref {start}, ref dOutput, ref weight, Inputs, Units);");
            if (Derivative is not null)
            {
                writer.Line($"{Derivative.ClassName}.Backward(ref dInput, ref saved, ref dInput, Inputs);");
            }

            writer.Line("return;");
        }

        writer.Line();
    }

    private Product MakeProduct()
    {
        TileOperand dInput = new("dInput", "Inputs", true);
        TileOperand saved = new("saved", "Inputs", true);
        TileOperand dOutput = new("dOutput", "Units", false);
        TileOperand transposed = new("transposed", "", true);
        return new Product
        {
            Element = Element,
            Rows = "n",
            RowCounts = [],
            Columns = ("Inputs", Inputs),
            Depth = ("Units", Units),
            A = dOutput,
            AStep = "1",
            B = transposed,
            BStep = "Inputs",
            C = dInput,
            Operands = Derivative is null ? [dInput, dOutput, transposed] : [dInput, saved, dOutput, transposed],
            Start = Accumulates ? dInput : null,
            Companion = Derivative is null ? null : saved,
            Finish = SumFinish.OfDerivative(Derivative),
            SecondPass = Derivative is null ? null : writer => writer.Line($"{Derivative.ClassName}.Backward(ref dInput, ref saved, ref dInput, n * Inputs);"),
        };
    }

    private void EmitReference(SourceWriter writer, string keyword, string parameters)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void BackwardReference({parameters})"))
        using (writer.Block("for (int row = 0; row < n; row++)"))
        using (writer.Block("for (int k = 0; k < Inputs; k++)"))
        {
            writer.Line($"{keyword} sum = {Element.Literal(0)};");
            using (writer.Block("for (int unit = 0; unit < Units; unit++)"))
            {
                writer.Line("sum += Unsafe.Add(ref dOutput, row * Units + unit) * Unsafe.Add(ref weight, k * Units + unit);");
            }

            string value = Derivative is null ? "sum" : $"{Derivative.ClassName}.InputGradientReference(Unsafe.Add(ref saved, row * Inputs + k), sum)";
            writer.Line().Line(FormattableString.Invariant($"Unsafe.Add(ref dInput, row * {Inputs} + k) {(Accumulates ? "+=" : "=")} {value};"));
        }
    }
}
