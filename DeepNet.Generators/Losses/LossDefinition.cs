using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Losses;

/// <summary>Everything about one kind of loss: its arguments and their checks, its targets, its value and gradient, and what Predict does to logits.</summary>
internal abstract class LossDefinition
{
    public abstract string Name { get; }

    /// <summary>The arguments that name further layers, whose outputs the loss takes behind the first.</summary>
    public virtual IReadOnlyList<string> LayerArguments => [];

    /// <summary>Checks the arguments and whether the loss fits the outputs it is taken of.</summary>
    public abstract void Check(LayerContext context);

    /// <summary>The targets of one sample: 1 for labels, else one an output; 0 for a loss without targets.</summary>
    public virtual int TargetSize(AttributeSpec attribute, Shape output) => output.Size;

    /// <summary>Whether targets are integer labels.</summary>
    public virtual bool TakesLabels(AttributeSpec attribute) => false;

    /// <summary>Whether there are targets at all.</summary>
    public virtual bool HasTargets => true;

    /// <summary>The number of classes if targets are labels.</summary>
    public virtual int Classes(Shape output) => output.Last;

    /// <summary>A label beside those of the classes that is allowed, or null.</summary>
    public virtual int? IgnoredLabel(AttributeSpec attribute) => null;

    public abstract string Describe(LossNode loss);

    /// <summary>The comment above the loss's step.</summary>
    public virtual string Banner(LossNode loss) => $"{Describe(loss)} of {loss.Node.Name}";

    /// <summary>What is taken of each row.</summary>
    public abstract LossFunction Function(LossNode loss);

    /// <summary>How many rows (or elements) one sample has; the loss is the mean over them.</summary>
    public virtual int Rows(LossNode loss) => loss.Node.Shape.Size / loss.Node.Shape.Last;

    /// <summary>What turns the outputs in the caller's span into predictions, or null if they are predictions already.</summary>
    public virtual Operation? OutputActivation(LossNode loss, Tensor output) => null;

    /// <summary>The mean of the loss and, if there are <paramref name="gradients"/>, one for each output, those.</summary>
    public Operation Operation(LossNode loss, IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor>? gradients) =>
        new MeanLoss(Banner(loss) + (loss.SampleWeights is null ? "" : ", with sample weights"), loss.Node.Name, Function(loss), Rows(loss), loss.Weight)
        {
            Outputs = outputs,
            DOutputs = gradients,
            Targets = loss.Target,
            SampleWeights = loss.SampleWeights,
        };

    /// <summary>Applies softmax to the rows of an output.</summary>
    protected static Operation SoftmaxOfOutput(LossNode loss, Tensor output) =>
        new Softmax($"Softmax of {loss.Node.Name}", loss.Node.Shape.Size / loss.Node.Shape.Last, loss.Node.Shape.Last) { Output = output, Input = output };

    /// <summary>Checks the output of a loss that applies softmax itself: at least two classes, and no softmax before.</summary>
    protected void CheckLogits(LayerContext context)
    {
        CheckClasses(context);
        if (context.Inputs[0].WithoutFlatten is { Layer: SoftmaxLayer, Name: var softmax })
        {
            context.Report("DEEP0302", null, -1, softmax, Name);
        }
    }

    protected void CheckClasses(LayerContext context)
    {
        Node node = context.Inputs[0];
        if (node.Shape.Last < 2)
        {
            context.Report("DEEP0300", null, -1, node.Name, node.Shape.ToString(), Name);
        }
    }

    /// <summary>Checks factors, one per class.</summary>
    protected static void CheckClassWeights(LayerContext context, string argument)
    {
        if (context.Attribute[argument] is null)
        {
            return;
        }

        EquatableArray<double> weights = ClassWeights(context.Attribute, argument);
        Node node = context.Inputs[0];
        if (weights.Count != node.Shape.Last)
        {
            string count = weights.Count == 0 ? "no values" : weights.Count == 1 ? "1 value" : weights.Count.ToString(CultureInfo.InvariantCulture) + " values";
            string classes = $"'{node.Name}' has {node.Shape.Last.ToString(CultureInfo.InvariantCulture)} classes";
            context.Report("DEEP0309", argument, -1, context.DisplayName, argument, count, classes, "give one value for each");
        }
        else if (weights.All(w => w == 0))
        {
            context.Report("DEEP0309", argument, -1, context.DisplayName, argument, "only zeros", "a class of weight 0 does not count, so nothing would be trained", "give those that count a value above 0");
        }

        for (int i = 0; i < weights.Count; i++)
        {
            if (!(weights[i] >= 0) || double.IsInfinity(weights[i]))
            {
                context.Report("DEEP0201", argument, i, context.DisplayName, argument, "finite and at least 0", weights[i].ToString("R", CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Factors, one per class; empty if there are none.</summary>
    protected static EquatableArray<double> ClassWeights(AttributeSpec attribute, string argument) =>
        attribute[argument] is EquatableArray<float> weights ? weights.Select(AttributeSpec.FromFloat).ToEquatableArray() : EquatableArray<double>.Empty;
}
