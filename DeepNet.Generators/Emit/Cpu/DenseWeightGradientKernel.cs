using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Optimizers;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>
/// The gradient of a dense layer's weights, <c>dWeight = inputᵀ · dOutput</c>: added to the gradients, or, with an optimizer, turned into the
/// update while it is still in registers, so that it never travels through memory.
/// </summary>
internal sealed record DenseWeightGradientKernel(ElementType Element, int Inputs, int Units, OptimizerKernel? Update) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"{(Update is null ? "DenseWeightGradient" : "DenseWeightUpdate")}_{Inputs}x{Units}")
        + (Update is null ? "" : "_" + Update.Rule.Name)
        + Element.Suffix();

    public override string Summary => Update is null
        ? FormattableString.Invariant($"dWeight[{Inputs}, {Units}] += input[n, {Inputs}]ᵀ · dOutput[n, {Units}]")
        : FormattableString.Invariant($"{Update.Rule.Name} step of weight[{Inputs}, {Units}] with the gradient input[n, {Inputs}]ᵀ · dOutput[n, {Units}]");

    public override IEnumerable<KernelSpec> Dependencies => Update is null ? [] : [Update];

    public override void Emit(SourceWriter writer)
    {
        Product product = MakeProduct();
        string keyword = Element.Keyword();
        string method = Update is null ? "Accumulate" : "Update";
        string targets = Update is null ? $"ref {keyword} dWeight" : Update.TargetParameters;
        string arguments = Update is null ? "ref dWeight" : Update.TargetArguments;
        string trailing = Update is null ? "" : $", in {Update.ClassName}.Coefficients coefficients";
        string parameters = $"{targets}, ref {keyword} input, ref {keyword} dOutput, int n{trailing}";

        DenseConstants.Emit(writer, Inputs, Units);
        writer.Line(Update is null
            ? "/// <summary>Adds the gradients of <c>n</c> samples to <c>dWeight</c>.</summary>"
            : "/// <summary>Updates the weights from <c>n</c> samples.</summary>");
        using (writer.Block($"internal static void {method}({parameters})"))
        {
            ProductEmitter.EmitDispatch(writer, product, $"{method}Reference({arguments}, ref input, ref dOutput, n{(Update is null ? "" : ", in coefficients")});");
        }

        foreach (Isa isa in Target.VectorIsas)
        {
            writer.Line();
            new ProductEmitter(writer, product, isa).Emit();
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Block($"internal static void {method}Reference({parameters})"))
        using (writer.Block("for (int k = 0; k < Inputs; k++)"))
        using (writer.Block("for (int unit = 0; unit < Units; unit++)"))
        {
            writer.Line($"{keyword} sum = {Element.Literal(0)};");
            using (writer.Block("for (int row = 0; row < n; row++)"))
            {
                writer.Line("sum += Unsafe.Add(ref input, row * Inputs + k) * Unsafe.Add(ref dOutput, row * Units + unit);");
            }

            string at = "k * Units + unit";
            writer.Line().Line(Update is null ? $"Unsafe.Add(ref dWeight, {at}) += sum;" : Update.ApplyCall(new Target(Isa.Reference, Element), "sum", at, null));
        }
    }

    private Product MakeProduct()
    {
        TileOperand input = new("input", "1", false);
        TileOperand dOutput = new("dOutput", "", true);
        List<TileOperand> operands = Update is null
            ? [new("dWeight", "Units", true)]
            : Update.Targets.Select(t => new TileOperand(t, "Units", true)).ToList();
        operands.Add(input);
        operands.Add(dOutput);
        List<(string, string)> extras = [];
        if (Update is not null)
        {
            extras.Add(($"in {Update.ClassName}.Coefficients", "coefficients"));
        }

        return new Product
        {
            Element = Element,
            Rows = "Inputs",
            ConstantRows = Inputs,
            Columns = Units,
            Depth = null,
            A = input,
            AStep = "Inputs",
            B = dOutput,
            BStep = "Units",
            Operands = operands,
            Extras = extras,
            Initial = (target, cell) => Update is null ? target.Load("dWeight", cell.Offset("Units")) : target.Type + ".Zero",
            Finish = Finish,
        };
    }

    private void Finish(SourceWriter writer, Target target, TileCell cell)
    {
        string offset = cell.Offset("Units");
        if (Update is not null)
        {
            writer.Line(Update.ApplyCall(target, cell.Accumulator, offset, cell.IsPartial ? cell.Lanes : null));
        }
        else if (cell.IsPartial)
        {
            writer.Line($"PartialVector.Store({cell.Accumulator}, ref {new Target(Isa.Scalar, Element).Load("dWeight", offset)}, {cell.Lanes.ToString(CultureInfo.InvariantCulture)});");
        }
        else
        {
            writer.Line(target.Store(cell.Accumulator, "dWeight", offset));
        }
    }
}
