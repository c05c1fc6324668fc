using System.Numerics.Tensors;

namespace DeepNet.Peers.PlainFramework.Layers;

/// <summary>max(x, 0).</summary>
internal sealed class ReLU : Layer
{
    private Tensor? _output;

    public override Tensor Forward(Tensor input)
    {
        _output = new Tensor(input.Shape);
        TensorPrimitives.Max(input.Data, 0f, _output.Data);
        return _output;
    }

    public override Tensor? Backward(Tensor outputGradient)
    {
        Tensor gradient = new(outputGradient.Shape);
        float[] output = _output!.Data;
        for (int i = 0; i < output.Length; i++)
        {
            gradient.Data[i] = output[i] > 0 ? outputGradient.Data[i] : 0;
        }

        return gradient;
    }
}
