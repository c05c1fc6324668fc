using System.Globalization;
using System.Linq;
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
        context.Member<Interpolation>("Interpolation");
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

    public override void Forward(Node node, ForwardBuilder builder)
    {
        string factor = Text(Factor(node));
        string formula = IsBilinear(node) ? $"y[i, j] = x at ((i + 1/2) / {factor} - 1/2, (j + 1/2) / {factor} - 1/2), between four pixels" : $"y[i, j] = x[i / {factor}, j / {factor}]";
        builder.Add(new UpSampling($"{ForwardBuilder.Banner(node)}: {formula}", Sizes(node), node.Shape.Last, Factor(node), Mode(node))
        {
            Output = builder.NewValue(node),
            Input = builder.ValueOf(node.Inputs[0]),
        });
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        GradientTarget target = builder.Target(node.Inputs[0]);
        string formula = $"dInput {(target.Accumulate ? "+=" : "=")} Σ dOutput of the pixels computed from it{(IsBilinear(node) ? ", weighted" : "")}";
        builder.Add(new UpSamplingGradient($"{BackwardBuilder.Banner(node)}: {formula}", Sizes(node), node.Shape.Last, Factor(node), Mode(node))
        {
            DInput = target,
            DOutput = builder.GradientOf(node)!,
        });
    }

    private static EquatableArray<int> Sizes(Node node) => node.Inputs[0].Shape.Sizes.Take(2).ToEquatableArray();

    private static Interpolation Mode(Node node) => node.Attribute.Member<Interpolation>("Interpolation");

    private static int Factor(Node node) => node.Attribute["Factor"] as int? ?? 1;

    private static bool IsBilinear(Node node) => Mode(node) == Interpolation.Bilinear;

    private static string Size(Shape shape) => $"{Text(shape.Sizes[0])}x{Text(shape.Sizes[1])}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
