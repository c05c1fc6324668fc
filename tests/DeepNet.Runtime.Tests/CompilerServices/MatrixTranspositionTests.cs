using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>Sizes on all sides of the 8 × 8 tile, dense and as part of a wider matrix, with room around what may be written.</summary>
public sealed class MatrixTranspositionTests
{
    private const int Padding = 16;

    private delegate void Transposition<T>(ref T destination, ref T source, int rows, int columns, int sourceStride);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Rows_become_columns(int gap)
    {
        for (int rows = 1; rows <= 19; rows++)
        {
            for (int columns = 1; columns <= 19; columns++)
            {
                AssertTransposed<float>(MatrixTransposition.Run, rows, columns, columns + gap, i => i);
                AssertTransposed<double>(MatrixTransposition.Run, rows, columns, columns + gap, i => i);
            }
        }
    }

    [Fact]
    public void Without_a_stride_rows_follow_each_other()
    {
        AssertTransposed<float>((ref float d, ref float s, int rows, int columns, int _) => MatrixTransposition.Run(ref d, ref s, rows, columns), 9, 17, 17, i => i);
        AssertTransposed<double>((ref double d, ref double s, int rows, int columns, int _) => MatrixTransposition.Run(ref d, ref s, rows, columns), 9, 17, 17, i => i);
    }

    private static void AssertTransposed<T>(Transposition<T> run, int rows, int columns, int stride, Func<int, T> element)
        where T : struct
    {
        T[] source = [.. Enumerable.Range(1, rows * stride).Select(element)];
        T[] expected = new T[rows * columns + Padding];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                expected[column * rows + row] = source[row * stride + column];
            }
        }

        T[] actual = new T[expected.Length];
        run(ref actual[0], ref source[0], rows, columns, stride);
        Assert.Equal(expected, actual);
    }
}
