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
        string targets = Update is null ? $"ref {keyword} dBias" : Update.TargetParameters;
        string trailing = Update is null ? "" : $", in {Update.ClassName}.Coefficients coefficients";
        string units = Units.ToString(CultureInfo.InvariantCulture);

        void Body(Target t)
        {
            writer.Line($"{t.Type} sum = {t.Load("dOutput", "i")};");
            using (writer.Block("for (int row = 1; row < n; row++)"))
            {
                writer.Line($"sum += {t.Load("dOutput", $"(nuint)(row * {units}) + i")};");
            }

            writer.Line().Line(Update is null
                ? t.Store($"({t.Load("dBias", "i")} + sum)", "dBias", "i")
                : Update.ApplyCall(t, "sum", "i", null));
        }

        writer.Line("/// <summary>Sums <c>n</c> rows of <c>dOutput</c> into the bias's gradient or update.</summary>");
        using (writer.Block($"internal static void {method}({targets}, ref {keyword} dOutput, int n{trailing})"))
        {
            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, Element, units, Body);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), units, Body);
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Block($"internal static void {method}Reference({targets}, ref {keyword} dOutput, int n{trailing})"))
        using (writer.Block($"for (nuint i = 0; i < {units}; i++)"))
        {
            Body(new Target(Isa.Reference, Element));
        }
    }
}
