using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices;

public sealed class WeightInitializationTests
{
    private const int FanIn = 300;
    private const int FanOut = 200;

    [Theory]
    [InlineData(Initializer.HeNormal, 2.0 / FanIn)]
    [InlineData(Initializer.HeUniform, 2.0 / FanIn)]
    [InlineData(Initializer.GlorotNormal, 2.0 / (FanIn + FanOut))]
    [InlineData(Initializer.GlorotUniform, 2.0 / (FanIn + FanOut))]
    [InlineData(Initializer.LeCunNormal, 1.0 / FanIn)]
    [InlineData(Initializer.LeCunUniform, 1.0 / FanIn)]
    public void Weights_have_mean_zero_and_the_documented_variance(Initializer initializer, double variance)
    {
        double[] weight = Fill<double>(initializer, FanIn, FanOut, seed: 3);
        double mean = weight.Average();
        double square = weight.Average(w => w * w);
        // Five standard errors of 60,000 draws.
        Assert.InRange(mean, -5 * Math.Sqrt(variance / weight.Length), 5 * Math.Sqrt(variance / weight.Length));
        Assert.InRange(square / variance, 0.97, 1.03);
    }

    [Theory]
    [InlineData(Initializer.HeUniform, 6.0 / FanIn)]
    [InlineData(Initializer.GlorotUniform, 6.0 / (FanIn + FanOut))]
    [InlineData(Initializer.LeCunUniform, 3.0 / FanIn)]
    public void Uniform_weights_reach_their_limit_and_stay_below_it(Initializer initializer, double limitSquared)
    {
        double limit = Math.Sqrt(limitSquared);
        double max = Fill<double>(initializer, FanIn, FanOut, seed: 4).Max(Math.Abs);
        Assert.InRange(max, 0.999 * limit, limit);
    }

    [Fact]
    public void Zeros_clears_and_draws_nothing()
    {
        var random = new RandomState(5);
        double[] weight = [1, 2, 3, 4, 5, 6];
        WeightInitialization.Fill(weight.AsSpan(), Initializer.Zeros, 2, 3, 2, 3, ref random);
        Assert.Equal(new double[6], weight);
        Assert.Equal(new RandomState(5).NextUInt64(), random.NextUInt64());
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Float_and_double_networks_have_the_same_weights_up_to_rounding(Initializer initializer)
    {
        double[] wide = Fill<double>(initializer, 33, 17, seed: 6);
        float[] narrow = Fill<float>(initializer, 33, 17, seed: 6);
        Assert.Equal(wide.Select(w => (float)w), narrow);
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void A_seed_decides_the_weights(Initializer initializer)
    {
        Assert.Equal(Fill<float>(initializer, 33, 17, seed: 6), Fill<float>(initializer, 33, 17, seed: 6));
        Assert.NotEqual(Fill<float>(initializer, 33, 17, seed: 6), Fill<float>(initializer, 33, 17, seed: 7));
    }

    // Python with the C library's logarithm and LAPACK's QR (signs corrected) gives the same floats.
    [Theory]
    [InlineData(Initializer.HeNormal, 1794070546)]
    [InlineData(Initializer.GlorotUniform, 1003802927)]
    [InlineData(Initializer.Orthogonal, 2135599864)]
    public void The_weights_of_a_seed_stay_the_same_between_versions(Initializer initializer, uint expected)
    {
        uint hash = 2166136261;
        foreach (float weight in Fill<float>(initializer, 9, 14, seed: 42))
        {
            hash = (hash ^ BitConverter.SingleToUInt32Bits(weight)) * 16777619;
        }

        Assert.Equal(expected, hash);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    [InlineData(2, 2)]
    [InlineData(64, 64)]
    [InlineData(131, 131)]
    [InlineData(10, 128)]
    [InlineData(784, 30)]
    public void The_shorter_side_of_an_orthogonal_matrix_is_orthonormal(int rows, int columns)
    {
        CheckOrthonormal(Array.ConvertAll(Fill<float>(Initializer.Orthogonal, rows, columns, seed: 8), w => (double)w), rows, columns, 1e-5);
        CheckOrthonormal(Fill<double>(Initializer.Orthogonal, rows, columns, seed: 8), rows, columns, 1e-12);
    }

    // A Householder QR without the sign correction always has the first entry negative.
    [Fact]
    public void Orthogonal_matrices_are_uniform_in_sign()
    {
        int positive = 0;
        double trace = 0;
        const int Count = 4000;
        for (int seed = 0; seed < Count; seed++)
        {
            double[] matrix = Fill<double>(Initializer.Orthogonal, 3, 3, seed);
            positive += matrix[0] > 0 ? 1 : 0;
            trace += matrix[0] + matrix[4] + matrix[8];
        }

        Assert.InRange(positive, (Count / 2) - 160, (Count / 2) + 160);
        // The trace of a uniformly distributed orthogonal matrix has mean 0 and variance 1.
        Assert.InRange(trace / Count, -0.08, 0.08);
    }

    [Fact]
    public void Unresolved_and_unknown_initializers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Fill<float>(Initializer.Auto, 2, 3, seed: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fill<float>((Initializer)99, 2, 3, seed: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fill<float>(Initializer.HeNormal, 0, 3, seed: 0));
        Assert.Throws<ArgumentException>(() =>
        {
            var random = new RandomState(0);
            WeightInitialization.Fill(new float[5].AsSpan(), Initializer.HeNormal, 2, 3, 2, 3, ref random);
        });
    }

    public static TheoryData<Initializer> Drawn() =>
        [.. Enum.GetValues<Initializer>().Where(value => value is not (Initializer.Auto or Initializer.Zeros))];

    private static T[] Fill<T>(Initializer initializer, int rows, int columns, int seed)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomState(seed);
        var weight = new T[rows * columns];
        WeightInitialization.Fill(weight.AsSpan(), initializer, rows, columns, rows, columns, ref random);
        return weight;
    }

    private static void CheckOrthonormal(double[] matrix, int rows, int columns, double tolerance)
    {
        bool byRows = rows <= columns;
        int count = Math.Min(rows, columns);
        int length = Math.Max(rows, columns);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double dot = 0;
                for (int k = 0; k < length; k++)
                {
                    dot += byRows ? matrix[(i * columns) + k] * matrix[(j * columns) + k] : matrix[(k * columns) + i] * matrix[(k * columns) + j];
                }

                Assert.Equal(i == j ? 1.0 : 0.0, dot, tolerance);
            }
        }
    }
}
