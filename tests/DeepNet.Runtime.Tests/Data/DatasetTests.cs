using DeepNet.Data;

namespace DeepNet.Runtime.Tests.Data;

public sealed class DatasetTests
{
    private static readonly Dataset<float, int> Ten = new(Enumerable.Range(0, 20).Select(i => (float)i).ToArray(), Enumerable.Range(0, 10).ToArray(), 2);

    [Fact]
    public void Knows_its_samples()
    {
        Assert.Equal(10, Ten.Count);
        Assert.Equal([6f, 7f], Ten.Input(3).ToArray());
        Assert.Equal([3], Ten.Target(3).ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(1 << 30)]
    [InlineData(int.MinValue)] // times the size, it would come round to 0
    public void A_sample_is_one_of_them(int index)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Input(index).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Target(index).Length);
    }

    [Fact]
    public void A_slice_is_a_view()
    {
        Dataset<float, int> slice = Ten.Slice(4, 3);
        Assert.Equal(3, slice.Count);
        Assert.Equal([8f, 9f, 10f, 11f, 12f, 13f], slice.Inputs.ToArray());
        Assert.Equal([4, 5, 6], slice.Targets.ToArray());
        Assert.True(Ten.Inputs[8..].Overlaps(slice.Inputs, out int offset) && offset == 0);
        Assert.Equal(0, Ten.Slice(10, 0).Count);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 11)]
    [InlineData(11, 0)]
    [InlineData(5, int.MaxValue)]
    public void A_slice_stays_inside(int start, int count)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Slice(start, count)).Message;
        Assert.Contains("0..10", message);
        Assert.Contains($"count={count}", message);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 2)]
    [InlineData(0.8, 8)]
    [InlineData(1, 10)]
    public void Split_cuts_in_two(double share, int first)
    {
        var (training, validation) = Ten.Split(share);
        Assert.Equal(first, training.Count);
        Assert.Equal(10 - first, validation.Count);
        int[] both = [.. training.Targets, .. validation.Targets];
        Assert.Equal(Ten.Targets.ToArray(), both);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_is_from_0_to_1(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Split(share));

    [Fact]
    public void Lengths_have_to_fit()
    {
        Assert.Contains("multiple of the input size 3", Assert.Throws<ArgumentException>(() => new Dataset<float, int>(new float[10], new int[3], 3)).Message);
        string message = Assert.Throws<ArgumentException>(() => new Dataset<float, float>(new float[10], new float[9], 2, 2)).Message;
        Assert.Contains("10 elements, 2 for each of 5", message);
        Assert.Contains("Received: 9", message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dataset<float, int>(new float[10], new int[10], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dataset<float, int>(new float[10], new int[10], 1, 0));
    }
}
