using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepNet.Runtime.Tests.Numerics;

/// <summary>The overloads agree bit for bit, so a loop's scalar tail equals its vector body at every length.</summary>
public sealed class VectorMathLaneTests
{
    private const int Largest = 256;

    public static TheoryData<string> Functions => VectorMathFunction.Names;

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float_lanes_equal_the_scalar_overload_at_every_length(string name)
    {
        var function = VectorMathFunction.Get(name);
        for (int length = 1; length <= Largest; length++)
        {
            float[] arguments = Arguments<float>(length, random => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)), value => (float)value);
            int[] expected = Array.ConvertAll(arguments, x => BitConverter.SingleToInt32Bits(function.Single(x)));
            Assert.Equal(expected, Run(arguments, Vector128<float>.Count, (x, y) => function.Single128(Vector128.Create(x)).CopyTo(y), function.Single));
            Assert.Equal(expected, Run(arguments, Vector256<float>.Count, (x, y) => function.Single256(Vector256.Create(x)).CopyTo(y), function.Single));
            Assert.Equal(expected, Run(arguments, Vector512<float>.Count, (x, y) => function.Single512(Vector512.Create(x)).CopyTo(y), function.Single));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Double_lanes_equal_the_scalar_overload_at_every_length(string name)
    {
        var function = VectorMathFunction.Get(name);
        for (int length = 1; length <= Largest; length++)
        {
            double[] arguments = Arguments<double>(length, random => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)), value => value);
            long[] expected = Array.ConvertAll(arguments, x => BitConverter.DoubleToInt64Bits(function.Double(x)));
            Assert.Equal(expected, Run(arguments, Vector128<double>.Count, (x, y) => function.Double128(Vector128.Create(x)).CopyTo(y), function.Double));
            Assert.Equal(expected, Run(arguments, Vector256<double>.Count, (x, y) => function.Double256(Vector256.Create(x)).CopyTo(y), function.Double));
            Assert.Equal(expected, Run(arguments, Vector512<double>.Count, (x, y) => function.Double512(Vector512.Create(x)).CopyTo(y), function.Double));
        }
    }

    private delegate void VectorStep<T>(ReadOnlySpan<T> source, Span<T> destination);

    private static int[] Run(float[] arguments, int lanes, VectorStep<float> vector, Func<float, float> scalar) =>
        MemoryMarshal.Cast<float, int>(Loop(arguments, lanes, vector, scalar)).ToArray();

    private static long[] Run(double[] arguments, int lanes, VectorStep<double> vector, Func<double, double> scalar) =>
        MemoryMarshal.Cast<double, long>(Loop(arguments, lanes, vector, scalar)).ToArray();

    private static T[] Loop<T>(T[] arguments, int lanes, VectorStep<T> vector, Func<T, T> scalar)
    {
        var results = new T[arguments.Length];
        int i = 0;
        for (; i <= arguments.Length - lanes; i += lanes)
        {
            vector(arguments.AsSpan(i, lanes), results.AsSpan(i, lanes));
        }

        for (; i < arguments.Length; i++)
        {
            results[i] = scalar(arguments[i]);
        }

        return results;
    }

    // Activations as they occur, arbitrary bit patterns, and the special values, mixed so that they meet in one vector.
    private static T[] Arguments<T>(int length, Func<Random, T> bits, Func<double, T> convert)
    {
        double[] special = [0, -0.0, 1, -1, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e-320, 1e-40, -1e-40, 88.7, -88, 1e30, -1e30, -104, 20];
        var random = new Random(length);
        var arguments = new T[length];
        for (int i = 0; i < length; i++)
        {
            arguments[i] = (i % 3) switch
            {
                0 => convert((random.NextDouble() - 0.5) * 20),
                1 => bits(random),
                _ => convert(special[random.Next(special.Length)]),
            };
        }

        return arguments;
    }
}
