using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

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

    /// <summary>The arguments that each may name one more input, such as <c>Mask</c>; those that were written follow the layer's first input.</summary>
    public virtual IReadOnlyList<string> OptionalInputs => [];

    /// <summary>One more than the largest number that the layer takes of an integer input, or null if it takes none.</summary>
    public virtual int? IntegerLimit(AttributeSpec attribute) => null;

    /// <summary>What the layers of a composition are, as if they were written out; null for a layer that computes itself. Null too after an error.</summary>
    public virtual IReadOnlyList<AttributeSpec>? Composition(LayerContext context) => null;

    /// <summary>Whether the layer is only a name for others: see <see cref="Composition"/>.</summary>
    public virtual bool IsComposition => false;

    /// <summary>Whether the layers of a composition have names of their own; else they are named beside those around it.</summary>
    public virtual bool OpensScope => true;

    /// <summary>How many layers one attribute stands for, found without writing them out.</summary>
    public virtual long LayerCount(AttributeSpec attribute) => 1;

    /// <summary>The argument that <see cref="LayerCount"/> grows with, or null.</summary>
    public virtual string? CountArgument => null;

    /// <summary>The stem of the default name, which gets a number.</summary>
    public virtual string DefaultName(AttributeSpec attribute) => Name;

    /// <summary>Whether an elementwise activation can be computed in this layer's kernel.</summary>
    public virtual bool FusesActivation => false;

    /// <summary>Checks the arguments and infers the output's shape. Reports to the context; null after an error.</summary>
    public abstract Shape? InferShape(LayerContext context);

    /// <summary>The parameters, given the activation that follows (null if none does).</summary>
    public virtual IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following) => [];

    /// <summary>What the layer keeps between steps besides its parameters.</summary>
    public virtual IEnumerable<BufferSpec> Buffers(Node node) => [];

    /// <summary>The operations of one sample's forward pass; a multiply and an add count as two.</summary>
    public virtual long Flops(Node node) => 0;

    /// <summary>
    /// What keeps the layer from taking one step of a sequence at a time, in words that follow its name; null if its output at a step depends on that
    /// step alone, or on the steps before through a state that it keeps. Asked if all inputs are sequences, whose first axis is that of the steps.
    /// </summary>
    public virtual string? NeedsOtherSteps(Node node) => "takes several steps together";

    /// <summary>Whether the layer carries a state from step to step.</summary>
    public virtual bool HasState => false;

    /// <summary>The layer in a few words with its sizes, such as <c>Dense 784→128</c>.</summary>
    public abstract string Describe(Node node);

    /// <summary><see cref="NeedsOtherSteps"/> of a layer that works along the last axis, which must not be that of the steps.</summary>
    protected static string? AlongLast(Node node) => node.Inputs.All(i => i.Shape.Rank > 1) ? null : "works along the axis of the steps";

    /// <summary>Adds the steps that compute the output.</summary>
    public abstract void Forward(Node node, ForwardBuilder builder);

    /// <summary>Adds the steps that compute the gradients of parameters and inputs from the gradient of the output.</summary>
    public abstract void Backward(Node node, BackwardBuilder builder);
}
