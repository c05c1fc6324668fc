using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Attention;

/// <summary>One product of several in a layer, <c>rows · weight + bias</c>, with parameters <c>NameWeight</c> and <c>NameBias</c>.</summary>
/// <param name="Name">What the parameters' names begin with, such as <c>Query</c>.</param>
/// <param name="Inputs">The rows of the weights.</param>
/// <param name="Units">The columns of the weights.</param>
/// <param name="Rows">The rows of a sample: its steps.</param>
/// <param name="HasBias">Whether a bias is added.</param>
internal sealed record Projection(string Name, int Inputs, int Units, int Rows, bool HasBias)
{
    public string WeightName => Name + "Weight";

    public string BiasName => Name + "Bias";

    public long Flops => Rows * (2L * Inputs * Units + (HasBias ? Units : 0));

    public IEnumerable<ParameterSpec> Parameters()
    {
        yield return new ParameterSpec(WeightName, Shape.Of(Inputs, Units), "GlorotUniform", Inputs, Units);
        if (HasBias)
        {
            yield return new ParameterSpec(BiasName, Shape.Of(Units), "Zeros", Inputs, Units);
        }
    }

    public void Forward(Node node, ForwardBuilder builder, string banner, Tensor output, Tensor input)
    {
        List<Operand> operands = [Operand.Write(output), Operand.Read(input), Operand.Read(node.Parameter(WeightName)!.Tensor)];
        if (HasBias)
        {
            operands.Add(Operand.Read(node.Parameter(BiasName)!.Tensor));
        }

        operands.Add(Operand.Length(Rows));
        builder.Add(new Step(banner, new DenseForwardKernel(builder.Element, Inputs, Units, HasBias, null, false), "Forward", operands));
    }

    /// <summary>The gradient of the input first, because it reads the weights that an update changes; then those of the parameters.</summary>
    public void Backward(Node node, BackwardBuilder builder, string banner, Tensor dOutput, Tensor input, GradientTarget? target)
    {
        ParameterPlan weight = node.Parameter(WeightName)!;
        if (target is not null)
        {
            DenseInputGradientKernel kernel = new(builder.Element, Inputs, Units, target.Accumulate, null);
            builder.Add(new Step(
                banner,
                kernel,
                "Backward",
                [
                    target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor),
                    .. kernel.Scratch($"{node.Name}{Name}Transposed"),
                    Operand.Read(dOutput),
                    Operand.Read(weight.Tensor),
                    Operand.Length(Rows),
                ]));
            banner = "";
        }

        DenseWeightGradientKernel weightKernel = new(builder.Element, Inputs, Units, null);
        builder.Add(new ParameterGradientStep(
            banner,
            weightKernel,
            [Operand.Read(input), Operand.Read(dOutput), Operand.Length(Rows)],
            weight,
            weightKernel with { Update = builder.Optimizer },
            new Tensor($"{node.Name}{Name}WeightScratch", TensorKind.Workspace, weightKernel.UpdateScratch, perSample: false)));
        if (node.Parameter(BiasName) is { } bias)
        {
            BiasGradientKernel biasKernel = new(builder.Element, Units, null);
            builder.Add(new ParameterGradientStep(
                "",
                biasKernel,
                [Operand.Read(dOutput), Operand.Length(Rows)],
                bias,
                biasKernel with { Update = builder.Optimizer },
                new Tensor($"{node.Name}{Name}BiasScratch", TensorKind.Workspace, Units, perSample: false)));
        }
    }
}
