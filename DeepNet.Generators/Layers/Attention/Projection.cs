using System.Collections.Generic;
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

    private MatrixMap Map => new(Rows, Inputs, Units);

    public long Flops => Rows * (2L * Inputs * Units + (HasBias ? Units : 0));

    public IEnumerable<ParameterSpec> Parameters()
    {
        yield return new ParameterSpec(WeightName, Shape.Of(Inputs, Units), "GlorotUniform", Inputs, Units);
        if (HasBias)
        {
            yield return new ParameterSpec(BiasName, Shape.Of(Units), "Zeros", Inputs, Units);
        }
    }

    public void Forward(Node node, ForwardBuilder builder, string banner, Tensor output, Tensor input) => builder.Add(new WeightedSum(banner, node.Name + Name, Map)
    {
        Output = output,
        Input = input,
        Weight = node.Parameter(WeightName)!.Tensor,
        Bias = HasBias ? node.Parameter(BiasName)!.Tensor : null,
    });

    /// <summary>The gradient of the input first, because it reads the weights that an update changes; then those of the parameters.</summary>
    public void Backward(Node node, BackwardBuilder builder, string banner, Tensor dOutput, Tensor input, GradientTarget? target)
    {
        ParameterPlan weight = node.Parameter(WeightName)!;
        if (target is not null)
        {
            builder.Add(new InputGradient(banner, node.Name + Name, Map) { DInput = target, DOutput = dOutput, Weight = weight.Tensor });
            banner = "";
        }

        builder.Add(new WeightGradient(banner, node.Name + WeightName, Map) { Weight = weight, Input = input, DOutput = dOutput });
        if (node.Parameter(BiasName) is { } bias)
        {
            builder.Add(new BiasGradient("", node.Name + BiasName, Rows) { Bias = bias, DOutput = dOutput });
        }
    }
}
