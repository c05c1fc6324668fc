using System.Globalization;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Pooling;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>Makes images larger by a whole factor.</summary>
internal sealed class UpSample2DLayer : LayerDefinition
{
    public override string Name => "UpSample2D";

    public override Shape? InferShape(LayerContext context)
    {
        int factor = context.Count("Factor");
        if (context.Attribute["Interpolation"] is int interpolation and not (0 or 1))
        {
            context.Report("DEEP0201", "Interpolation", -1, context.DisplayName, "Interpolation", "one of Nearest, Bilinear", Text(interpolation));
        }

        if (!ConvolutionArguments.HasRank(context, 3) || context.HasErrors)
        {
            return null;
        }

        Shape input = context.Inputs[0].Shape;
        long height = (long)input.Sizes[0] * factor;
        long width = (long)input.Sizes[1] * factor;
        if (height > int.MaxValue || width > int.MaxValue)
        {
            context.Report("DEEP0113", null, -1, context.DisplayName, ((System.Numerics.BigInteger)height * width * input.Last).ToString(CultureInfo.InvariantCulture));
            return null;
        }

        return Shape.Of((int)height, (int)width, input.Last);
    }

    public override long Flops(Node node) => IsBilinear(node) ? 9L * node.Shape.Size : 0;

    public override string Describe(Node node) =>
        $"{node.Title} {Text(Factor(node))}x{(IsBilinear(node) ? " bilinear" : "")}, {Size(node.Inputs[0].Shape)}→{Size(node.Shape)}";

    public override void Forward(Node node, ForwardBuilder builder) => builder.Add(new Step(
        $"{ForwardBuilder.Banner(node)}: {(IsBilinear(node) ? $"y[i, j] = x at ((i + 1/2) / {Text(Factor(node))} - 1/2, (j + 1/2) / {Text(Factor(node))} - 1/2), between four pixels" : $"y[i, j] = x[i / {Text(Factor(node))}, j / {Text(Factor(node))}]")}",
        Kernel(node, builder.Element),
        "Forward",
        [Operand.Write(builder.NewValue(node)), Operand.Read(builder.ValueOf(node.Inputs[0])), Operand.Batch]));

    public override void Backward(Node node, BackwardBuilder builder)
    {
        GradientTarget target = builder.Target(node.Inputs[0]);
        builder.Add(new Step(
            $"{BackwardBuilder.Banner(node)}: dInput {(target.Accumulate ? "+=" : "=")} Σ dOutput of the pixels computed from it{(IsBilinear(node) ? ", weighted" : "")}",
            Kernel(node, builder.Element),
            target.Accumulate ? "Accumulate" : "Backward",
            [target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor), Operand.Read(builder.GradientOf(node)!), Operand.Batch]));
    }

    private static UpSampleKernel Kernel(Node node, ElementType element)
    {
        Shape input = node.Inputs[0].Shape;
        return new UpSampleKernel(element, input.Sizes[0], input.Sizes[1], input.Last, Factor(node), IsBilinear(node));
    }

    private static int Factor(Node node) => node.Attribute["Factor"] as int? ?? 1;

    private static bool IsBilinear(Node node) => node.Attribute["Interpolation"] is 1;

    private static string Size(Shape shape) => $"{Text(shape.Sizes[0])}x{Text(shape.Sizes[1])}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
