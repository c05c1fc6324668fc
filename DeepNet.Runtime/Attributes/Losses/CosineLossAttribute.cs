namespace DeepNet;

/// <summary>
/// One minus the cosine of the angle between output and target, <c>1 - x · t / (|x| |t|)</c> over the last dimension, the mean over the rows and the
/// batch. It does not depend on the lengths of the two.
/// </summary>
/// <remarks>
/// Targets: as many as the output has elements. As in PyTorch's <c>cosine_embedding_loss</c> 1e-12 is added to the square of each length, so that a row
/// of zeros has loss 1; its gradient is large. Rows whose squares are too large for the element type, such as 1e30 in single precision, have their cosine too.
/// </remarks>
public sealed class CosineLossAttribute : LossAttribute;
