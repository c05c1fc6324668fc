namespace DeepNet;

/// <summary>
/// Connectionist temporal classification (Graves et al. 2006): <c>-log p(labels)</c>, where p sums over all ways to read the labels off the steps, with
/// blanks between and labels that last. The mean over the batch. Takes logits. <c>Predict</c> gives <c>softmax(logits)</c> of each step.
/// </summary>
/// <remarks>
/// Logits: <c>[steps, classes]</c>, the blank being one of the classes. Targets: <c>[targetLength]</c> labels a sample; one with fewer ends with -1 (or
/// the blank), and what follows is not read. A sample that does not fit its steps (equal labels in a row need a blank between) counts 0 and has no
/// gradient, as with PyTorch's <c>zero_infinity</c>. Unlike PyTorch's mean, the loss of a sample is not divided by the number of its labels.
/// </remarks>
/// <param name="targetLength">The most labels of a sample, at most the number of steps.</param>
public sealed class CtcLossAttribute(int targetLength) : LossAttribute
{
    /// <summary>The most labels of a sample.</summary>
    public int TargetLength { get; } = targetLength;

    /// <summary>The class that stands for no label. Default 0.</summary>
    public int Blank { get; set; }
}
