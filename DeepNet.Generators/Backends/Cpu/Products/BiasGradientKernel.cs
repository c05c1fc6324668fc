using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Backends.Cpu.Updates;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Products;

/// <summary>The gradient of a bias, the sum of dOutput over the batch: added to the gradients or turned into the update at once.</summary>
internal sealed record BiasGradientKernel(ElementType Element, int Units, OptimizerKernel? Update) : KernelSpec(Element)
{
    /// <summary>Vectors of columns that are summed together: two cache lines.</summary>
    private const int WideVectors = 4;

    public override string ClassName => (Update is null ? "BiasGradient_" : "BiasUpdate_")
        + Units.ToString(CultureInfo.InvariantCulture)
        + (Update is null ? "" : "_" + Update.Rule.Name)
        + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"{(Update is null ? "dBias" : Update.Rule.Name + " step of bias")}[{Units}] with the sum of dOutput[n, {Units}] over the batch");

    public override IEnumerable<KernelSpec> Dependencies => Update is null ? [] : [Update];

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string method = Update is null ? "Accumulate" : "Update";
        string parameters = Update is null
            ? $"ref {keyword} dBias, ref {keyword} dOutput, int n"
            : $"{Update.TargetParameters}, ref {keyword} dOutput, ref {keyword} gradient, int n, in {Update.ClassName}.Coefficients coefficients";
        string units = Units.ToString(CultureInfo.InvariantCulture);

        void Body(Target t) => EmitSums(writer, t, 1, units);

        writer.Line(Update is null
            ? "/// <summary>Adds the sum of <c>n</c> rows of <c>dOutput</c> to <c>dBias</c>.</summary>"
            : "/// <summary>Updates the bias from <c>n</c> rows of <c>dOutput</c>; <c>gradient</c> is scratch memory.</summary>");
        using (writer.Method($"internal static void {method}({parameters})"))
        {
            // Few rows are summed here, with sizes that are constants; many in blocks.
            string sums = Update is null ? "dBias" : "gradient";
            using (writer.Block("if (n > ColumnSums.BlockRows)"))
            {
                writer.Line($"ColumnSums.{(Update is null ? "Add" : "Store")}(ref {sums}, ref dOutput, n, {units});");
                writer.Line(Update is null ? "return;" : Update.UpdateCall("0", units) + "\nreturn;");
            }

            writer.Line().Line("nuint i = 0;");
            EmitWideLoop(writer, units);
            ElementLoop.VectorLoops(writer, Element, units, Body);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), units, Body);
            if (Update is not null)
            {
                writer.Line().Line(Update.UpdateCall("0", units));
            }
        }

        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void {method}Reference({parameters})"))
        {
            using (writer.Block($"for (nuint i = 0; i < {units}; i++)"))
            {
                Body(new Target(Isa.Reference, Element));
            }

            if (Update is not null)
            {
                writer.Line().Line(Update.UpdateCall("0", units, "UpdateReference"));
            }
        }
    }

    /// <summary>Writes the loop over several vectors of columns at a time, if there are as many: a row is then read in whole cache lines.</summary>
    private void EmitWideLoop(SourceWriter writer, string units)
    {
        Target target = new(Isa.Vector256, Element);
        int width = WideVectors * target.Lanes;
        if (Units < width)
        {
            return;
        }

        using (writer.Block($"if ({target.IsSupported})"))
        using (writer.Block(FormattableString.Invariant($"for (; i + {width} <= {units}; i += {width})")))
        {
            EmitSums(writer, target, WideVectors, units);
        }

        writer.Line();
    }

    /// <summary>Writes the sums of some vectors of columns over the rows.</summary>
    private void EmitSums(SourceWriter writer, Target t, int vectors, string units)
    {
        string Place(int vector) => vector == 0 ? "i" : FormattableString.Invariant($"i + {vector * t.Lanes}");
        string Sum(int vector) => vector == 0 ? "sum" : FormattableString.Invariant($"sum{vector + 1}");
        for (int v = 0; v < vectors; v++)
        {
            writer.Line($"{t.Type} {Sum(v)} = {t.Load("dOutput", Place(v))};");
        }

        using (writer.Block("for (int row = 1; row < n; row++)"))
        {
            for (int v = 0; v < vectors; v++)
            {
                writer.Line($"{Sum(v)} += {t.Load("dOutput", $"(nuint)(row * {units}) + {Place(v)}")};");
            }
        }

        writer.Line();
        for (int v = 0; v < vectors; v++)
        {
            writer.Line(Update is null ? t.Store($"({t.Load("dBias", Place(v))} + {Sum(v)})", "dBias", Place(v)) : t.Store(Sum(v), "gradient", Place(v)));
        }
    }
}
