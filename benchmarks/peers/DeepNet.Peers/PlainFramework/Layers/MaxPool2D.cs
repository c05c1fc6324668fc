namespace DeepNet.Peers.PlainFramework.Layers;

/// <summary>The largest number of each square window; what does not fill a window is left out.</summary>
internal sealed class MaxPool2D(int window) : Layer
{
    private int[] _inputShape = [];
    private int[] _largest = [];

    public override Tensor Forward(Tensor input)
    {
        int height = input.Shape[1], width = input.Shape[2], channels = input.Shape[3];
        Tensor output = new(input.Shape[0], height / window, width / window, channels);
        _inputShape = input.Shape;
        _largest = new int[output.Data.Length];
        int at = 0;
        for (int sample = 0; sample < input.Shape[0]; sample++)
        {
            for (int y = 0; y < height / window; y++)
            {
                for (int x = 0; x < width / window; x++)
                {
                    for (int channel = 0; channel < channels; channel++, at++)
                    {
                        int corner = (((((sample * height) + (y * window)) * width) + (x * window)) * channels) + channel;
                        int largest = corner;
                        for (int row = 0; row < window; row++)
                        {
                            for (int column = 0; column < window; column++)
                            {
                                int place = corner + (((row * width) + column) * channels);
                                largest = input.Data[place] > input.Data[largest] ? place : largest;
                            }
                        }

                        output.Data[at] = input.Data[largest];
                        _largest[at] = largest;
                    }
                }
            }
        }

        return output;
    }

    public override Tensor? Backward(Tensor outputGradient)
    {
        Tensor gradient = new(_inputShape);
        for (int i = 0; i < _largest.Length; i++)
        {
            gradient.Data[_largest[i]] += outputGradient.Data[i];
        }

        return gradient;
    }
}
