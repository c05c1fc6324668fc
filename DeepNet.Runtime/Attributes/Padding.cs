namespace DeepNet;

/// <summary>What the <c>Padding</c> of a convolution or of pooling can be besides a number.</summary>
public static class Padding
{
    /// <summary>No padding.</summary>
    public const int Valid = 0;

    /// <summary>So much padding that the output is <c>ceil(size / stride)</c>, as in Keras.</summary>
    public const int Same = -1;
}
