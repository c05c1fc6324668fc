namespace DeepNet;

/// <summary>
/// Connectionist temporal classification (Graves et al. 2006): <c>-log p(labels)</c>, where p sums over all alignments of the labels with the steps, with
/// blanks between labels and labels repeated over several steps; the mean over the batch. Takes logits. <c>Predict</c> gives <c>softmax(logits)</c> of each step.
/// </summary>
/// <remarks>
/// Logits: <c>[steps, classes]</c>, the blank being one of the classes. Targets: <c>[targetLength]</c> labels per sample; a shorter target ends with -1 (or
/// the blank), and what follows is not read. A sample with no alignment (equal labels in a row need a blank between them) has loss 0 and no
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
