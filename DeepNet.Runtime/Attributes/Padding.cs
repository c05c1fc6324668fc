namespace DeepNet;

/// <summary>What the <c>Padding</c> of a convolution or of pooling can be besides a number.</summary>
/// <remarks>
/// A number <c>p</c> of 1 or more puts <c>p</c> zeros on every side, as in PyTorch. The padded input of a few samples at most is held in scratch memory. In pooling, values beyond the border are ignored.
/// </remarks>
public static class Padding
{
    /// <summary>No padding: the kernel or window stays inside the input. The default.</summary>
    public const int Valid = 0;

    /// <summary>
    /// As many zeros as make the output <c>ceil(size / stride)</c>, as in Keras: <c>max((output - 1) · stride + dilation · (kernel - 1) + 1 - size, 0)</c>
    /// in all. Half of them are before the input; if their number is odd, there is one more after it.
    /// </summary>
    public const int Same = -1;
}
