using System;
using System.Collections.Generic;
using System.Globalization;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>The forward pass of a dense layer, with bias and activation fused into the product.</summary>
internal sealed record DenseForwardKernel(ElementType Element, int Inputs, int Units, bool HasBias, ElementwiseKernel? Activation, bool KeepsPreActivation) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"DenseForward_{Inputs}x{Units}")
        + (HasBias ? "" : "_NoBias")
        + (Activation is null ? "" : "_" + Activation.Operation.Name)
        + (KeepsPreActivation ? "_KeepInput" : "")
        + Element.Suffix();

    public override string Summary
    {
        get
        {
            string product = FormattableString.Invariant($"input[n, {Inputs}] · weight[{Inputs}, {Units}]") + (HasBias ? " + bias" : "");
            return FormattableString.Invariant($"output[n, {Units}] = ") + (Activation is null ? product : $"{Activation.Operation.Name}({product})");
        }
    }

    public override IEnumerable<KernelSpec> Dependencies => Activation is null ? [] : [Activation];

    public override void Emit(SourceWriter writer)
    {
        Product product = MakeProduct();
        string keyword = Element.Keyword();
        string preParameter = KeepsPreActivation ? $"ref {keyword} preActivation, " : "";
        string biasParameter = HasBias ? $"ref {keyword} bias, " : "";
        string arguments = $"ref output, {(KeepsPreActivation ? "ref preActivation, " : "")}ref input, ref weight, {(HasBias ? "ref bias, " : "")}n";
        string parameters = $"ref {keyword} output, {preParameter}ref {keyword} input, ref {keyword} weight, {biasParameter}int n";

        DenseConstants.Emit(writer, Inputs, Units);
        writer.Line("/// <summary>Computes the outputs of <c>n</c> samples.</summary>");
        using (writer.Block($"internal static void Forward({parameters})"))
        {
            ProductEmitter.EmitDispatch(writer, product, $"ForwardReference({arguments});");
        }

        foreach (Isa isa in Target.VectorIsas)
        {
            writer.Line();
            new ProductEmitter(writer, product, isa).Emit();
        }

        writer.Line();
        EmitReference(writer, keyword, parameters);
    }

    private Product MakeProduct()
    {
        TileOperand input = new("input", "Inputs", false);
        TileOperand weight = new("weight", "", true);
        List<TileOperand> operands = [new("output", "Units", true)];
        if (KeepsPreActivation)
        {
            operands.Add(new("preActivation", "Units", true));
        }

        operands.Add(input);
        operands.Add(weight);
        if (HasBias)
        {
            operands.Add(new("bias", "", true));
        }

        return new Product
        {
            Element = Element,
            Rows = "n",
            RowCounts = [],
            Columns = Units,
            Depth = Inputs,
            A = input,
            AStep = "1",
            B = weight,
            BStep = "Units",
            Operands = operands,
            Initial = (target, cell) => HasBias
                ? cell.Row == 0 ? target.Load("bias", cell.Column.ToString(CultureInfo.InvariantCulture)) : $"acc0_{cell.Accumulator.Split('_')[1]}"
                : target.Type + ".Zero",
            Finish = Finish,
        };
    }

    private void Finish(SourceWriter writer, Target target, TileCell cell)
    {
        if (KeepsPreActivation)
        {
            writer.Line(cell.Store(target, cell.Accumulator, "preActivation", "Units"));
        }

        writer.Line(cell.Store(target, Activation is null ? cell.Accumulator : $"{Activation.ClassName}.Value({cell.Accumulator})", "output", "Units"));
    }

    private void EmitReference(SourceWriter writer, string keyword, string parameters)
    {
        string bias = HasBias ? "Unsafe.Add(ref bias, unit)" : Element.Literal(0);
        string value = Activation is null ? "sum" : $"{Activation.ClassName}.ValueReference(sum)";
        writer.Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Block($"internal static void ForwardReference({parameters})"))
        using (writer.Block("for (int row = 0; row < n; row++)"))
        using (writer.Block("for (int unit = 0; unit < Units; unit++)"))
        {
            writer.Line($"{keyword} sum = {bias};");
            using (writer.Block("for (int k = 0; k < Inputs; k++)"))
            {
                writer.Line("sum += Unsafe.Add(ref input, row * Inputs + k) * Unsafe.Add(ref weight, k * Units + unit);");
            }

            writer.Line();
            if (KeepsPreActivation)
            {
                writer.Line("Unsafe.Add(ref preActivation, row * Units + unit) = sum;");
            }

            writer.Line($"Unsafe.Add(ref output, row * Units + unit) = {value};");
        }
    }
}
