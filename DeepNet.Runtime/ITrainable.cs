using System.Numerics;
using DeepNet.Training;

namespace DeepNet;

/// <summary>A network with one input, one loss and an optimizer.</summary>
/// <typeparam name="TSelf">The network class itself.</typeparam>
/// <typeparam name="TInput"><see cref="int"/> for an integer input, else <typeparamref name="TElement"/>.</typeparam>
/// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for labels, else <typeparamref name="TElement"/>.</typeparam>
public interface ITrainable<TSelf, TInput, TElement, TTarget> : IPredictor<TSelf, TInput, TElement>
    where TSelf : ITrainable<TSelf, TInput, TElement, TTarget>
    where TInput : unmanaged
    where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
    where TTarget : unmanaged
{
    /// <summary>The targets of one sample: 1 for labels, else the size of the output.</summary>
    static abstract int TargetSize { get; }

    /// <summary>The bytes that a network object holds: parameters, gradients, optimizer state and activations.</summary>
    static abstract long TrainingBytes { get; }

    /// <summary>The label of rows that do not count, such as -1 for padding: they have no loss, and metrics leave them out. Default: null, there is none.</summary>
    static virtual int? IgnoredLabel => null;

    /// <summary>The learning rate of the next update, before <see cref="Schedule"/>'s factor.</summary>
    TElement LearningRate { get; set; }

    /// <summary>The learning rate over the course of training, as a factor of <see cref="LearningRate"/>; null for none, which is the default.</summary>
    LearningRateSchedule? Schedule
    {
        get => null;
        set => throw new NotSupportedException($"{typeof(TSelf).Name} has no learning-rate schedule.");
    }

    /// <summary>
    /// The epochs that the network was trained for. <see cref="Trainer"/> counts them, and the number picks the order of the next epoch's samples. It is saved
    /// with the training state. A network that does not keep it has 0, and sees the same orders in each run.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or above 2^53.</exception>
    long EpochsTrained
    {
        get => 0;
        set { }
    }

    /// <summary>Forward, backward and update in one: a whole training step on one batch.</summary>
    /// <param name="input"><c>[n, InputSize]</c>, n from 1 to MaxBatch.</param>
    /// <param name="target"><c>[n, TargetSize]</c>.</param>
    /// <returns>The loss of the batch before the update.</returns>
    /// <exception cref="ArgumentException">A length is wrong or a label is out of range. No parameter has changed.</exception>
    /// <exception cref="ArithmeticException">The network has <see cref="NetworkAttribute.NanTrap"/>, and an input, a target or the loss is NaN or infinite. The network is as it was before.</exception>
    TElement TrainStep(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>Computes the loss without changing anything. Dropout is off.</summary>
    /// <param name="input"><c>[n, InputSize]</c>, n from 1 to MaxBatch.</param>
    /// <param name="target"><c>[n, TargetSize]</c>.</param>
    /// <returns>The mean loss of the batch.</returns>
    /// <exception cref="ArgumentException">A length is wrong or a label is out of range.</exception>
    TElement Evaluate(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    /// <summary>
    /// What a batch counts in the mean loss of several: <c>Σ loss · BatchWeight / Σ BatchWeight</c> is the loss of all their samples, however they are cut into
    /// batches. With an ignored label it is the number of labels that count, with class weights the sum of the labels' weights, else the number of samples.
    /// </summary>
    /// <param name="target"><c>[n, TargetSize]</c>.</param>
    /// <returns>The weight, at least 0.</returns>
    /// <exception cref="ArgumentException">A label is out of range.</exception>
    static virtual double BatchWeight(ReadOnlySpan<TTarget> target) => (double)target.Length / TSelf.TargetSize;

    /// <summary>
    /// Updates the parameters from the mean gradient of the batches that <see cref="TrainStep"/> has accumulated since the last update. Does nothing if there
    /// are none, as always in a network that does not accumulate.
    /// </summary>
    void ApplyAccumulatedGradients()
    {
    }
}

/// <summary>A network with one input of floating-point numbers, one loss and an optimizer.</summary>
/// <typeparam name="TSelf">The network class itself.</typeparam>
/// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for labels, else <typeparamref name="TElement"/>.</typeparam>
public interface ITrainable<TSelf, TElement, TTarget> : ITrainable<TSelf, TElement, TElement, TTarget>, IPredictor<TSelf, TElement>
    where TSelf : ITrainable<TSelf, TElement, TTarget>
    where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
    where TTarget : unmanaged;
