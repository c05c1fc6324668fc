namespace DeepNet;

/// <summary>
/// Sets each element to zero with probability <c>rate</c> while training and scales the others by <c>1 / (1 - rate)</c>; passes everything
/// through in <c>Forward</c> and <c>Predict</c> (Srivastava et al. 2014).
/// </summary>
/// <remarks>Input shape: any. Output shape: the same. The mask is a function of seed, step and element, so runs repeat bit for bit and no mask is stored.</remarks>
/// <param name="rate">The probability that an element is dropped, 0 &lt;= rate &lt; 1.</param>
public sealed class DropoutAttribute(float rate) : LayerAttribute
{
    /// <summary>The probability that an element is dropped.</summary>
    public float Rate { get; } = rate;
}
