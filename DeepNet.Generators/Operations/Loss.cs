using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Operations;

/// <summary>What is taken of each row of outputs and targets: a loss with its arguments filled in.</summary>
internal abstract record LossFunction;

/// <summary>A loss of each element by itself: value and derivative as functions of <c>x</c> and <c>target</c>.</summary>
/// <param name="Name">The name of its kernels, with arguments that are not the default.</param>
/// <param name="Formula">The formula in text.</param>
internal sealed record ElementwiseLossFunction(string Name, string Formula, Expression Value, Expression Derivative) : LossFunction
{
    /// <summary>The variable for the loss of an element.</summary>
    public const string Loss = "loss";

    /// <summary>The variable for its derivative by the output.</summary>
    public const string Slope = "derivative";

    /// <summary>The loss of each element and, if asked for, its derivative.</summary>
    public MapProgram Program(bool withDerivative)
    {
        MapPort[] inputs = [new("output", "x"), new("targets", "target")];
        Assignment[] assignments = withDerivative ? [new(Loss, Value), new(Slope, Derivative)] : [new(Loss, Value)];
        return new MapProgram(Name, Formula, inputs.ToEquatableArray(), EquatableArray<MapPort>.Empty, EquatableArray<string>.Empty, assignments.ToEquatableArray());
    }
}

/// <summary>Softmax and cross entropy: <c>-Σ tᵢ · log softmax(x)ᵢ</c> with <c>t = (1 - smoothing) · target + smoothing / classes</c>.</summary>
/// <param name="Classes">The elements of a row.</param>
/// <param name="Smoothing">The share of the uniform distribution.</param>
/// <param name="TakesLabels">Whether targets are labels, else one number per class.</param>
/// <param name="ClassWeights">Factors, one per class, or none.</param>
/// <param name="Ignored">The label of rows that do not count, or null.</param>
internal sealed record CrossEntropy(int Classes, double Smoothing, bool TakesLabels, EquatableArray<double> ClassWeights, int? Ignored) : LossFunction
{
    /// <summary>Whether rows count differently, so that the divisor of the mean depends on the labels.</summary>
    public bool CountsLabels => TakesLabels && (ClassWeights.Count > 0 || Ignored is not null);
}

/// <summary>Softmax and focal loss over labels: with the label's probability p, <c>alpha · (1 - p)^γ · -log(p)</c>.</summary>
/// <param name="Classes">The elements of a row.</param>
/// <param name="Gamma">The power γ.</param>
/// <param name="Alpha">Factors, one per class, or none.</param>
internal sealed record FocalCrossEntropy(int Classes, double Gamma, EquatableArray<double> Alpha) : LossFunction;

/// <summary>The divergence of <c>q = softmax(x / T)</c> from <c>p</c>: <c>T² · Σ p · (log p - log q)</c>.</summary>
/// <param name="Classes">The elements of a row.</param>
/// <param name="Temperature">The T that divides logits.</param>
/// <param name="LogitTargets">Whether targets are logits too, <c>p = softmax(t / T)</c>; else they are p.</param>
internal sealed record KLDivergence(int Classes, double Temperature, bool LogitTargets) : LossFunction;

/// <summary><c>Σ max(margin - x[label] + x[i], 0) / classes</c> over all i but the label, or of the squares.</summary>
internal sealed record MultiClassHinge(int Classes, double Margin, bool IsSquared) : LossFunction;

/// <summary><c>max(|a - p| - |a - n| + margin, 0)</c> of three outputs, or of the squares of the distances.</summary>
/// <param name="Width">The elements of a row.</param>
/// <param name="Margin">The margin.</param>
/// <param name="IsSquared">Whether distances are squared.</param>
internal sealed record TripletDistance(int Width, double Margin, bool IsSquared) : LossFunction;

/// <summary><c>1 - x · t / (|x| |t|)</c>.</summary>
/// <param name="Width">The elements of a row.</param>
internal sealed record CosineDistance(int Width) : LossFunction;

/// <summary>The negative log likelihood of a sequence of labels over all ways to place them in the steps (Graves et al. 2006).</summary>
/// <param name="Steps">The steps of a sample.</param>
/// <param name="Classes">The classes, the blank among them.</param>
/// <param name="TargetLength">The most labels of a sample.</param>
/// <param name="Blank">The class that stands for no label.</param>
internal sealed record ConnectionistTemporalClassification(int Steps, int Classes, int TargetLength, int Blank) : LossFunction;

/// <summary>The mean of a loss over all rows of a batch, and its gradient.</summary>
/// <param name="Name">What the names of tensors begin with that belong to it alone.</param>
/// <param name="Function">What is taken of a row.</param>
/// <param name="Rows">The rows of a sample.</param>
/// <param name="Weight">The factor in the sum of losses.</param>
internal sealed record MeanLoss(string Comment, string Name, LossFunction Function, int Rows, double Weight) : Operation(Comment)
{
    public required IReadOnlyList<Tensor> Outputs { get; init; }

    /// <summary>The gradients of the outputs; null where only the loss is asked for.</summary>
    public IReadOnlyList<Tensor>? DOutputs { get; init; }

    public Tensor? Targets { get; init; }

    /// <summary>Factors of the samples, or null.</summary>
    public Tensor? SampleWeights { get; init; }
}
