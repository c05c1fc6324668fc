namespace DeepNet;

/// <summary>
/// Negative log likelihood of counts under a Poisson distribution, without the term that does not depend on the output: <c>exp(x) - target · x</c> for an
/// output that is the logarithm of the rate; the mean over elements and batch. <c>Predict</c> gives the rate <c>exp(x)</c>.
/// </summary>
/// <remarks>Targets: as many as the output has elements, 0 or more.</remarks>
public sealed class PoissonLossAttribute : LossAttribute
{
    /// <summary>
    /// Whether the output is the logarithm of the rate. If false, it is the rate, which has to be positive (as after Softplus), and the loss is
    /// <c>x - target · log(x + 1e-8)</c>. Default true.
    /// </summary>
    public bool LogInput { get; set; } = true;
}
