using DeepNet.Generators.Emit;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Losses;

/// <summary>Everything about one kind of loss: its arguments and their checks, its targets, its value and gradient, and what Predict does to logits.</summary>
internal abstract class LossDefinition
{
    public abstract string Name { get; }

    /// <summary>Checks the arguments and whether the loss fits the output it is taken of.</summary>
    public abstract void Check(LayerContext context);

    /// <summary>The targets of one sample: 1 for labels, else one an output.</summary>
    public virtual int TargetSize(AttributeSpec attribute, Shape output) => output.Size;

    /// <summary>Whether targets are integer labels.</summary>
    public virtual bool TakesLabels(AttributeSpec attribute) => false;

    /// <summary>The number of classes if targets are labels.</summary>
    public virtual int Classes(Shape output) => output.Last;

    public abstract string Describe(LossNode loss);

    /// <summary>The step that adds the loss to <c>loss</c> and, if <paramref name="dLogits"/> is given, writes its gradient.</summary>
    public abstract Step Step(LossNode loss, ElementType element, Tensor logits, Tensor? dLogits);

    /// <summary>The step that turns the outputs in the caller's span into predictions, or null if they are predictions already.</summary>
    public virtual Step? Link(LossNode loss, ElementType element, Tensor output) => null;
}
