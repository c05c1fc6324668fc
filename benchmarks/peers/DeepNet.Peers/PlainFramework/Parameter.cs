namespace DeepNet.Peers.PlainFramework;

/// <summary>A tensor that is trained, with its gradient, to which <see cref="Layer.Backward"/> adds.</summary>
internal sealed class Parameter(params int[] shape)
{
    public Tensor Value { get; } = new(shape);

    public Tensor Gradient { get; } = new(shape);
}
