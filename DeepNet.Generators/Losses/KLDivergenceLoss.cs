using System.Globalization;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Losses;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Losses;

/// <summary>The Kullback-Leibler divergence of the softmax from a target distribution, over the last dimension; with a temperature for distillation.</summary>
internal sealed class KLDivergenceLoss : LossDefinition
{
    public override string Name => "KLDivergenceLoss";

    public override void Check(LayerContext context)
    {
        context.Positive("Temperature", 1);
        CheckLogits(context);
    }

    public override string Describe(LossNode loss)
    {
        double temperature = Temperature(loss);
        string warm = temperature == 1 ? "" : $" at temperature {temperature.ToString("R", CultureInfo.InvariantCulture)}";
        return $"KL(target || softmax) over {loss.Node.Shape.Last.ToString(CultureInfo.InvariantCulture)} classes{warm}";
    }

    public override KernelSpec Kernel(LossNode loss, ElementType element) =>
        new KLDivergenceKernel(element, loss.Node.Shape.Last, Temperature(loss), LayerContext.Flag(loss.Attribute, "LogitTargets"));

    public override Step? OutputActivation(LossNode loss, ElementType element, Tensor output) => SoftmaxOfOutput(loss, element, output);

    private static double Temperature(LossNode loss) => LayerContext.Number(loss.Attribute, "Temperature", 1);
}
