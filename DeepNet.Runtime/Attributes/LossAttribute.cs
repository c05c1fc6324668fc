namespace DeepNet;

/// <summary>Base of the attributes that declare what training minimises. The loss is the mean over the samples of a batch.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute
{
    private protected LossAttribute()
    {
    }

    /// <summary>The name of the layer whose output the loss is computed from. Default: the layer before it.</summary>
    public string? From { get; set; }

    /// <summary>The factor of this loss in the sum of the losses. Default 1.</summary>
    public float Weight { get; set; } = 1f;

    /// <summary>
    /// Whether <c>TrainStep</c>, <c>Backward</c> and <c>Evaluate</c> take a further span <c>weights</c> after the targets, one factor per sample. The loss is
    /// the sum of the samples' losses times their factors, divided by the same number as without factors: the number of samples (or of labels that count), not
    /// the sum of the factors. The loss of several batches is therefore the mean of their losses weighted by that number, whatever the sums of the factors are.
    /// A sample of weight 0 adds nothing to the gradients; momentum and penalties on weights still change the parameters. Such a network is not an <see cref="ITrainable{TSelf, TInput, TElement, TTarget}"/>. Default false.
    /// </summary>
    public bool SampleWeights { get; set; }
}
