using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Optimizers;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>The gradient of a bias, the sum of dOutput over the batch: added to the gradients or turned into the update at once.</summary>
internal sealed record BiasGradientKernel(ElementType Element, int Units, OptimizerKernel? Update) : KernelSpec(Element)
{
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

        void Body(Target t)
        {
            writer.Line($"{t.Type} sum = {t.Load("dOutput", "i")};");
            using (writer.Block("for (int row = 1; row < n; row++)"))
            {
                writer.Line($"sum += {t.Load("dOutput", $"(nuint)(row * {units}) + i")};");
            }

            writer.Line().Line(Update is null ? t.Store($"({t.Load("dBias", "i")} + sum)", "dBias", "i") : t.Store("sum", "gradient", "i"));
        }

        writer.Line(Update is null
            ? "/// <summary>Adds the sum of <c>n</c> rows of <c>dOutput</c> to <c>dBias</c>.</summary>"
            : "/// <summary>Updates the bias from <c>n</c> rows of <c>dOutput</c>; <c>gradient</c> is scratch memory.</summary>");
        using (writer.Block($"internal static void {method}({parameters})"))
        {
            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, Element, units, Body);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), units, Body);
            if (Update is not null)
            {
                writer.Line().Line(Update.UpdateCall("0", units));
            }
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Block($"internal static void {method}Reference({parameters})"))
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
}
