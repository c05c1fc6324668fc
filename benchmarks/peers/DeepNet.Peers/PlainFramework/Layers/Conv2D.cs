using System.Numerics.Tensors;

namespace DeepNet.Peers.PlainFramework.Layers;

/// <summary>A convolution with stride 1: a matrix product of the patches under the kernel and the filters.</summary>
internal sealed class Conv2D(int channels, int filters, int kernel, int padding = 0) : Layer
{
    private int[] _inputShape = [];
    private Tensor? _patches;

    /// <summary>A row for each filter: kernel height, kernel width, channels.</summary>
    public Parameter Weight { get; } = new(filters, kernel * kernel * channels);

    public Parameter Bias { get; } = new(filters);

    public override Tensor Forward(Tensor input)
    {
        _inputShape = input.Shape;
        _patches = Gather(input);
        return MatrixProduct.TimesTransposed(_patches, Weight.Value, Bias.Value).Reshape(input.Shape[0], Output(input.Shape[1]), Output(input.Shape[2]), filters);
    }

    public override Tensor? Backward(Tensor outputGradient)
    {
        Tensor gradient = outputGradient.Reshape(_patches!.Rows, filters);
        MatrixProduct.AddTransposedTimes(gradient, _patches, Weight.Gradient);
        MatrixProduct.AddRows(gradient, Bias.Gradient);
        return NeedsInputGradient ? Scatter(MatrixProduct.Times(gradient, Weight.Value)) : null;
    }

    private int Output(int size) => size + (2 * padding) - kernel + 1;

    /// <summary>The patch under the kernel for each place of the output (im2col), zero where it is padding.</summary>
    private Tensor Gather(Tensor input)
    {
        Tensor patches = new(input.Shape[0] * Output(input.Shape[1]) * Output(input.Shape[2]), kernel * kernel * channels);
        Walk(input, patches, scatter: false);
        return patches;
    }

    /// <summary>Adds each patch to the place that it was gathered from.</summary>
    private Tensor Scatter(Tensor patches)
    {
        Tensor input = new(_inputShape);
        Walk(input, patches, scatter: true);
        return input;
    }

    /// <summary>Goes through the numbers that lie side by side in image and patch: a row of the kernel, as far as it is inside the image.</summary>
    private void Walk(Tensor image, Tensor patches, bool scatter)
    {
        int height = image.Shape[1], width = image.Shape[2];
        int at = 0;
        for (int sample = 0; sample < image.Shape[0]; sample++)
        {
            for (int y = 0; y < Output(height); y++)
            {
                for (int x = 0; x < Output(width); x++)
                {
                    int left = Math.Max(0, x - padding);
                    int right = Math.Min(width, x - padding + kernel);
                    for (int row = y - padding; row < y - padding + kernel; row++)
                    {
                        if (row >= 0 && row < height)
                        {
                            int length = (right - left) * channels;
                            Span<float> place = image.Data.AsSpan(((((sample * height) + row) * width) + left) * channels, length);
                            Span<float> patch = patches.Data.AsSpan(at + ((left - x + padding) * channels), length);
                            if (scatter)
                            {
                                TensorPrimitives.Add(place, patch, place);
                            }
                            else
                            {
                                place.CopyTo(patch);
                            }
                        }

                        at += kernel * channels;
                    }
                }
            }
        }
    }
}
