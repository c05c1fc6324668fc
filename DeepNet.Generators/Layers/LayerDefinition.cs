using System.Collections.Generic;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Layers;

/// <summary>
/// Everything about one kind of layer: its arguments and their checks, shape inference, parameters and their initialisation, FLOPs, and the
/// steps of its forward and backward pass. A new layer is a subclass, its public attribute, a line in <see cref="LayerCatalog"/> and a test.
/// </summary>
internal abstract class LayerDefinition
{
    /// <summary>The attribute's name without its suffix.</summary>
    public abstract string Name { get; }

    /// <summary>The argument that lists the names of several inputs, or null for a layer of one input.</summary>
    public virtual string? InputsArgument => null;

    /// <summary>Whether an elementwise activation can be computed in this layer's kernel.</summary>
    public virtual bool FusesActivation => false;

    /// <summary>Checks the arguments and infers the output's shape. Reports to the context; null after an error.</summary>
    public abstract Shape? InferShape(LayerContext context);

    /// <summary>The parameters, given the activation that follows (null if none does).</summary>
    public virtual IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following) => [];

    /// <summary>The operations of one sample's forward pass; a multiply and an add count as two.</summary>
    public virtual long Flops(Node node) => 0;

    /// <summary>The layer in a few words with its sizes, such as <c>Dense 784→128</c>.</summary>
    public abstract string Describe(Node node);

    /// <summary>Adds the steps that compute the output.</summary>
    public abstract void Forward(Node node, ForwardBuilder builder);

    /// <summary>Adds the steps that compute the gradients of parameters and inputs from the gradient of the output.</summary>
    public abstract void Backward(Node node, BackwardBuilder builder);
}
