using System.Numerics.Tensors;

namespace DeepNet.Peers.PlainFramework;

/// <summary>Matrix products in which every inner loop goes through <see cref="TensorPrimitives"/> and along rows.</summary>
internal static class MatrixProduct
{
    /// <summary>The product of [m, k] and the transpose of [n, k], plus a bias for each of the n columns.</summary>
    public static Tensor TimesTransposed(Tensor left, Tensor right, Tensor bias)
    {
        Tensor result = new(left.Rows, right.Rows);
        for (int i = 0; i < left.Rows; i++)
        {
            Span<float> row = left.Row(i);
            Span<float> resultRow = result.Row(i);
            for (int j = 0; j < right.Rows; j++)
            {
                resultRow[j] = TensorPrimitives.Dot(row, right.Row(j)) + bias.Data[j];
            }
        }

        return result;
    }

    /// <summary>The product of [m, n] and [n, k].</summary>
    public static Tensor Times(Tensor left, Tensor right)
    {
        Tensor result = new(left.Rows, right.RowLength);
        for (int i = 0; i < left.Rows; i++)
        {
            Span<float> row = left.Row(i);
            Span<float> resultRow = result.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                TensorPrimitives.MultiplyAdd(right.Row(j), row[j], resultRow, resultRow);
            }
        }

        return result;
    }

    /// <summary>Adds the product of the transpose of [m, n] and [m, k].</summary>
    public static void AddTransposedTimes(Tensor left, Tensor right, Tensor sum)
    {
        for (int i = 0; i < left.Rows; i++)
        {
            Span<float> row = left.Row(i);
            Span<float> rightRow = right.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                Span<float> sumRow = sum.Row(j);
                TensorPrimitives.MultiplyAdd(rightRow, row[j], sumRow, sumRow);
            }
        }
    }

    /// <summary>Adds the sum of the rows of [m, n].</summary>
    public static void AddRows(Tensor rows, Tensor sum)
    {
        for (int i = 0; i < rows.Rows; i++)
        {
            TensorPrimitives.Add(sum.Data, rows.Row(i), sum.Data);
        }
    }
}
