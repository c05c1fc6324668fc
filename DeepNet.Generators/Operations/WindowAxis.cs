namespace DeepNet.Generators.Operations;

/// <summary>
/// One axis of windows that pass over an input, such as a convolution's kernel: place p of the window of output o lies at <c>o · Stride + p · Dilation - Before</c>,
/// over an input if there is one, else over padding.
/// </summary>
/// <param name="Input">The inputs along the axis.</param>
/// <param name="Window">The places of a window.</param>
/// <param name="Output">The windows.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Dilation">From one place of a window to the next.</param>
/// <param name="Before">The places of padding before the first input; how many are behind the last follows from the rest.</param>
internal readonly record struct WindowAxis(int Input, int Window, int Output, int Stride, int Dilation, int Before)
{
    /// <summary>Whether each input is a window of its own, in order.</summary>
    public bool IsIdentity => this is { Window: 1, Stride: 1, Before: 0 } && Output == Input;
}
