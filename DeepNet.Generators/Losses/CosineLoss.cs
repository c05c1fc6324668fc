using System.Globalization;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Losses;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Losses;

/// <summary>One less the cosine of the angle between output and target, over the last dimension.</summary>
internal sealed class CosineLoss : LossDefinition
{
    public override string Name => "CosineLoss";

    public override void Check(LayerContext context)
    {
    }

    public override string Describe(LossNode loss) => $"1 - cosine similarity over {loss.Node.Shape.Last.ToString(CultureInfo.InvariantCulture)}";

    public override KernelSpec Kernel(LossNode loss, ElementType element) => new CosineLossKernel(element, loss.Node.Shape.Last);
}
