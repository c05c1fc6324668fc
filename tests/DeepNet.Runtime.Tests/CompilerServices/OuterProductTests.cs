using System.Runtime.Intrinsics;
using DeepNet.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>The outer product against its formula, with vectors of every width; those that the processor lacks run in the base library's fallback.</summary>
public sealed class OuterProductTests
{
    private delegate void Product<T>(ref T c, ref T a, ref T b, int rows, nint columns);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(11)]
    public void All_widths_and_lengths_agree_with_the_formula(int rows)
    {
        for (int columns = 1; columns <= 70; columns++)
        {
            Check<float>(OuterProduct.Add<float, float, float, SingleScalarLanes, SingleScalarLanes>, rows, columns, 1e-7);
            Check<float>(OuterProduct.Add<Vector128<float>, Vector128<float>, float, SingleLanes128, SingleLanes128>, rows, columns, 1e-7);
            Check<float>(OuterProduct.Add<Vector256<float>, Vector128<float>, float, SingleLanes256, SingleLanes128>, rows, columns, 1e-7);
            Check<float>(OuterProduct.Add<Vector512<float>, Vector128<float>, float, SingleLanes512, SingleLanes128>, rows, columns, 1e-7);
            Check<double>(OuterProduct.Add<double, double, double, DoubleScalarLanes, DoubleScalarLanes>, rows, columns, 1e-15);
            Check<double>(OuterProduct.Add<Vector128<double>, Vector128<double>, double, DoubleLanes128, DoubleLanes128>, rows, columns, 1e-15);
            Check<double>(OuterProduct.Add<Vector256<double>, Vector128<double>, double, DoubleLanes256, DoubleLanes128>, rows, columns, 1e-15);
            Check<double>(OuterProduct.Add<Vector512<double>, Vector128<double>, double, DoubleLanes512, DoubleLanes128>, rows, columns, 1e-15);
        }
    }

    private static void Check<T>(Product<T> product, int rows, int columns, double tolerance)
        where T : unmanaged, System.Numerics.IFloatingPoint<T>
    {
        Random random = new(columns);
        T[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
        T[] a = Numbers(rows), b = Numbers(columns), c = Numbers((rows * columns) + 16);
        T[] before = [.. c];
        product(ref c[0], ref a[0], ref b[0], rows, columns);
        for (int i = 0; i < rows * columns; i++)
        {
            double expected = double.CreateTruncating(before[i]) + (double.CreateTruncating(a[i / columns]) * double.CreateTruncating(b[i % columns]));
            Assert.Equal(expected, double.CreateTruncating(c[i]), tolerance);
        }

        Assert.Equal(before[(rows * columns)..], c[(rows * columns)..]);
    }
}
