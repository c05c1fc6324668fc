namespace DeepNet.Peers.PlainFramework.Layers;

/// <summary>The numbers of each sample as a row.</summary>
internal sealed class Flatten : Layer
{
    private int[] _inputShape = [];

    public override Tensor Forward(Tensor input)
    {
        _inputShape = input.Shape;
        return input.Reshape(input.Rows, input.RowLength);
    }

    public override Tensor? Backward(Tensor outputGradient) => outputGradient.Reshape(_inputShape);
}
