namespace DeepNet.Peers.PlainFramework;

/// <summary>Numbers with a shape, row-major; images are [samples, height, width, channels].</summary>
internal sealed class Tensor
{
    /// <summary>A tensor of zeros.</summary>
    public Tensor(params int[] shape)
        : this(new float[Count(shape)], shape)
    {
    }

    /// <summary>A tensor over existing numbers.</summary>
    public Tensor(float[] data, int[] shape)
    {
        Data = data;
        Shape = shape;
    }

    public float[] Data { get; }

    public int[] Shape { get; }

    /// <summary>The first size: samples, or units of a weight.</summary>
    public int Rows => Shape[0];

    /// <summary>The numbers of a row: everything but the first size.</summary>
    public int RowLength => Data.Length / Shape[0];

    public Span<float> Row(int row) => Data.AsSpan(row * RowLength, RowLength);

    /// <summary>The same numbers with another shape.</summary>
    public Tensor Reshape(params int[] shape) => new(Data, shape);

    private static int Count(int[] shape) => shape.Aggregate(1, (product, size) => product * size);
}
