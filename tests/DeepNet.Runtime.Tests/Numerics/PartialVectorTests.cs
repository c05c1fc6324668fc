using System.Runtime.Intrinsics;
using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.Numerics;

/// <summary>Partial stores write their lanes and nothing else; masks have exactly their lanes set.</summary>
public sealed class PartialVectorTests
{
    private const int Guard = 32;

    private delegate void FloatStore(ReadOnlySpan<float> lanes, ref float destination, int count);

    private delegate void DoubleStore(ReadOnlySpan<double> lanes, ref double destination, int count);

    [Fact]
    public void Float_stores_write_only_the_first_lanes()
    {
        AssertFloat(Vector128<float>.Count, (ReadOnlySpan<float> v, ref float d, int n) => PartialVector.Store(Vector128.Create(v), ref d, n));
        AssertFloat(Vector256<float>.Count, (ReadOnlySpan<float> v, ref float d, int n) => PartialVector.Store(Vector256.Create(v), ref d, n));
        AssertFloat(Vector512<float>.Count, (ReadOnlySpan<float> v, ref float d, int n) => PartialVector.Store(Vector512.Create(v), ref d, n));
    }

    [Fact]
    public void Double_stores_write_only_the_first_lanes()
    {
        AssertDouble(Vector128<double>.Count, (ReadOnlySpan<double> v, ref double d, int n) => PartialVector.Store(Vector128.Create(v), ref d, n));
        AssertDouble(Vector256<double>.Count, (ReadOnlySpan<double> v, ref double d, int n) => PartialVector.Store(Vector256.Create(v), ref d, n));
        AssertDouble(Vector512<double>.Count, (ReadOnlySpan<double> v, ref double d, int n) => PartialVector.Store(Vector512.Create(v), ref d, n));
    }

    [Fact]
    public void Every_length_is_written_exactly_by_whole_vectors_and_one_partial_store()
    {
        for (int length = 1; length <= 256; length++)
        {
            var memory = new float[length + Guard];
            Array.Fill(memory, float.NaN);
            int i = 0;
            for (; i < length; i += Vector256<float>.Count)
            {
                PartialVector.Store(Vector256.Create((float)length), ref memory[i], Math.Min(Vector256<float>.Count, length - i));
            }

            Assert.All(memory[..length], value => Assert.Equal(length, value));
            Assert.All(memory[length..], value => Assert.True(float.IsNaN(value)));
        }
    }

    [Fact]
    public void Masks_have_exactly_the_first_lanes_set()
    {
        for (int count = 0; count <= 16; count++)
        {
            AssertMask(count, 4, n => Lanes(PartialVector.Mask128Single(n).AsInt32()));
            AssertMask(count, 8, n => Lanes(PartialVector.Mask256Single(n).AsInt32()));
            AssertMask(count, 16, n => Lanes(PartialVector.Mask512Single(n).AsInt32()));
            AssertMask(count, 2, n => Lanes(PartialVector.Mask128Double(n).AsInt64()));
            AssertMask(count, 4, n => Lanes(PartialVector.Mask256Double(n).AsInt64()));
            AssertMask(count, 8, n => Lanes(PartialVector.Mask512Double(n).AsInt64()));
        }
    }

    private static void AssertFloat(int lanes, FloatStore store)
    {
        float[] value = [.. Enumerable.Range(1, lanes).Select(i => (float)i)];
        for (int count = 1; count <= lanes; count++)
        {
            var memory = new float[Guard + lanes + Guard];
            Array.Fill(memory, -1);
            store(value, ref memory[Guard], count);
            for (int i = 0; i < memory.Length; i++)
            {
                Assert.Equal(i >= Guard && i < Guard + count ? value[i - Guard] : -1, memory[i]);
            }
        }
    }

    private static void AssertDouble(int lanes, DoubleStore store)
    {
        double[] value = [.. Enumerable.Range(1, lanes).Select(i => (double)i)];
        for (int count = 1; count <= lanes; count++)
        {
            var memory = new double[Guard + lanes + Guard];
            Array.Fill(memory, -1);
            store(value, ref memory[Guard], count);
            for (int i = 0; i < memory.Length; i++)
            {
                Assert.Equal(i >= Guard && i < Guard + count ? value[i - Guard] : -1, memory[i]);
            }
        }
    }

    private static void AssertMask(int count, int lanes, Func<int, long[]> mask)
    {
        if (count <= lanes)
        {
            Assert.Equal(Enumerable.Range(0, lanes).Select(i => i < count ? -1L : 0L), mask(count));
        }
    }

    private static long[] Lanes(Vector128<int> value) => [.. Enumerable.Range(0, 4).Select(i => (long)value[i])];

    private static long[] Lanes(Vector256<int> value) => [.. Enumerable.Range(0, 8).Select(i => (long)value[i])];

    private static long[] Lanes(Vector512<int> value) => [.. Enumerable.Range(0, 16).Select(i => (long)value[i])];

    private static long[] Lanes(Vector128<long> value) => [.. Enumerable.Range(0, 2).Select(i => value[i])];

    private static long[] Lanes(Vector256<long> value) => [.. Enumerable.Range(0, 4).Select(i => value[i])];

    private static long[] Lanes(Vector512<long> value) => [.. Enumerable.Range(0, 8).Select(i => value[i])];
}
