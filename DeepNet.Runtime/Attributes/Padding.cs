namespace DeepNet;

/// <summary>What the <c>Padding</c> of a convolution or of pooling can be besides a number.</summary>
/// <remarks>
/// A number <c>p</c> of 1 or more puts <c>p</c> zeros on every side, as in PyTorch. At most scratch memory holds zeros, of a few samples. In pooling, what lies beyond the border is not counted at all.
/// </remarks>
public static class Padding
{
    /// <summary>No padding: the kernel or window stays inside the input. The default.</summary>
    public const int Valid = 0;

    /// <summary>
    /// As many zeros as make the output <c>ceil(size / stride)</c>, as in Keras: <c>max((output - 1) · stride + dilation · (kernel - 1) + 1 - size, 0)</c>
    /// in all, half of them before the input and, if their number is odd, one more behind it.
    /// </summary>
    public const int Same = -1;
}
