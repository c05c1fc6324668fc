namespace Programs;

/// <summary>Solves systems of linear equations, which tell some programs the exact answer to hold their own against.</summary>
internal static class LinearEquations
{
    /// <summary>Gauss-Jordan elimination with pivots.</summary>
    /// <param name="equations"><c>[n, n + 1]</c>: coefficients, and the right side in the last column. Overwritten.</param>
    /// <returns>The <c>n</c> unknowns.</returns>
    public static double[] Solve(double[,] equations)
    {
        int size = equations.GetLength(0);
        for (int column = 0; column < size; column++)
        {
            int pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(equations[row, column]));
            for (int k = 0; k <= size; k++)
            {
                (equations[column, k], equations[pivot, k]) = (equations[pivot, k], equations[column, k]);
            }

            for (int row = 0; row < size; row++)
            {
                double factor = row == column ? 0 : equations[row, column] / equations[column, column];
                for (int k = column; k <= size && factor != 0; k++)
                {
                    equations[row, k] -= factor * equations[column, k];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(row => equations[row, size] / equations[row, row])];
    }
}
