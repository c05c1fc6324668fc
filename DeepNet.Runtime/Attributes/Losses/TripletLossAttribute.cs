namespace DeepNet;

/// <summary>
/// Triplet loss (Schroff et al. 2015, arXiv:1503.03832): <c>max(|a - p| - |a - n| + margin, 0)</c> over the last dimension, the mean over the batch. The
/// embedding of an anchor has to be nearer to that of a positive than to that of a negative.
/// </summary>
/// <remarks>
/// Takes three layers of one shape and no targets: the anchor is the layer before the loss or <see cref="LossAttribute.From"/>. The three usually come from
/// three inputs through layers that share their parameters (<see cref="LayerAttribute.SharedWith"/>). As in PyTorch 1e-6 is added to each difference
/// before the root; the derivative where the loss becomes 0 is taken as 0.
/// Distances may be as large as the element type allows. With <see cref="Squared"/> their squares may: from about 1e19 in single precision the loss is infinite or NaN.
/// </remarks>
public sealed class TripletLossAttribute : LossAttribute
{
    /// <summary>The layer with the embedding of a sample similar to the anchor. Required.</summary>
    public string? Positive { get; set; }

    /// <summary>The layer with the embedding of a sample different from the anchor. Required.</summary>
    public string? Negative { get; set; }

    /// <summary>By how much the negative has to be farther away than the positive, more than 0. Default 1.</summary>
    public float Margin { get; set; } = 1f;

    /// <summary>Whether distances are squared, as in the paper; else they are lengths, as in PyTorch. Default false.</summary>
    public bool Squared { get; set; }
}
