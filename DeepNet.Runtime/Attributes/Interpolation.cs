namespace DeepNet;

/// <summary>How an image is made larger.</summary>
public enum Interpolation
{
    /// <summary>Each pixel is repeated.</summary>
    Nearest,

    /// <summary>
    /// Each new pixel is a weighted mean of the four around its place in the old image, whose pixels are squares and not points (PyTorch's <c>align_corners=False</c>,
    /// Keras' <c>bilinear</c>); beyond the border, the border's pixels are repeated.
    /// </summary>
    Bilinear,
}
