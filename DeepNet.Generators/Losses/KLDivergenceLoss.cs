using System.Globalization;
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
        context.Number("Temperature", t => t is >= 1e-18 and <= 1e18, "from 1e-18 to 1e18");
        CheckLogits(context);
    }

    public override string Describe(LossNode loss)
    {
        double temperature = Temperature(loss);
        string warm = temperature == 1 ? "" : $" at temperature {temperature.ToString("R", CultureInfo.InvariantCulture)}";
        return $"KL(target || softmax) over {loss.Node.Shape.Last.ToString(CultureInfo.InvariantCulture)} classes{warm}";
    }

    public override LossFunction Function(LossNode loss) =>
        new KLDivergence(loss.Node.Shape.Last, Temperature(loss), loss.Attribute.Flag("LogitTargets"));

    public override Operation? OutputActivation(LossNode loss, Tensor output) => SoftmaxOfOutput(loss, output);

    private static double Temperature(LossNode loss) => loss.Attribute.Number("Temperature");
}
