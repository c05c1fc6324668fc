using DeepNet.CompilerServices;

namespace DeepNet.Products;

/// <summary>Numbers that begin at a cache line, as all tensors of a network do.</summary>
internal sealed class Matrix
{
    private readonly float[] _block;
    private readonly int _offset;
    private readonly int _length;

    /// <summary>Zeros.</summary>
    public Matrix(int length)
    {
        _length = length;
        _block = AlignedBlock.Allocate<float>(length, out _offset);
    }

    public Span<float> Elements => _block.AsSpan(_offset, _length);

    public ref float First => ref _block[_offset];

    /// <summary>Numbers from -0.5 to 0.5.</summary>
    public static Matrix Random(int length, int seed)
    {
        Matrix matrix = new(length);
        Random random = new(seed);
        foreach (ref float element in matrix.Elements)
        {
            element = (float)(random.NextDouble() - 0.5);
        }

        return matrix;
    }
}
