namespace DeepNet.Extremes.Tests;

/// <summary>Products with sums over tens of thousands of terms keep their digits: blocks of terms have sums of their own.</summary>
public sealed class LongProductTests
{
    private const double Tolerance = 2e-5;

    [Fact]
    public void Weight_gradients_of_convolutions()
    {
        ManyPixels automatic = new();
        automatic.Backward(Inputs(32 * 64 * 64 * 3), Targets(32 * 64 * 64 * 4));
        Near(0.1 / 4, Middle(automatic.Conv2D1.WeightGradient, 12));
        ManyPixelsDirect direct = new();
        direct.Backward(Inputs(32 * 64 * 64 * 3), Targets(32 * 64 * 64 * 4));
        Near(0.1 / 4, Middle(direct.Conv2D1.WeightGradient, 12));
        ManyPixelsOfPatches patches = new();
        patches.Backward(Inputs(32 * 64 * 64 * 3), Targets(32 * 64 * 64 * 4));
        Near(0.1 / 4, Middle(patches.Conv2D1.WeightGradient, 12));
        ManyPixelsOfTiles tiles = new();
        tiles.Backward(Inputs(32 * 64 * 64 * 3), Targets(32 * 64 * 64 * 4));
        Near(0.1 / 4, Middle(tiles.Conv2D1.WeightGradient, 12), 1e-4); // its transforms round, too
        ManySteps sequence = new();
        sequence.Backward(Inputs(100_000 * 3), Targets(100_000 * 4));
        Near(0.1 / 4, sequence.Conv1D1.WeightGradient[12..24]);
    }

    [Fact]
    public void Weight_gradients_of_pointwise_convolutions()
    {
        ManyPoints network = new();
        network.Backward(Inputs(32 * 64 * 64 * 3), Targets(32 * 64 * 64 * 4));
        Near(0.1 / 4, network.Conv2D1.WeightGradient);
    }

    [Fact]
    public void Weight_gradients_of_depthwise_convolutions()
    {
        ManyPixelsDepthwise network = new();
        network.Backward(Inputs(32 * 64 * 64 * 3), Targets(32 * 64 * 64 * 3));
        Near(0.1 / 3, Middle(network.DepthwiseConv2D1.WeightGradient, 3), 1e-4); // one sum of the sums of 2,048 rows
    }

    [Fact]
    public void Weight_gradients_of_transposed_convolutions()
    {
        ManyPixelsTransposed network = new();
        network.Backward(Inputs(8 * 128 * 128 * 2), Targets(8 * 256 * 256 * 3));
        Near(0.1 / 12, network.ConvTranspose2D1.WeightGradient);
    }

    [Fact]
    public void Gradients_and_updates_of_many_rows()
    {
        ManyDenseRows network = new();
        network.Backward(Inputs(128 * 1024), Targets(128 * 1024 * 10));
        Near(0.1 / 10, network.Dense1.WeightGradient);
        Near(1.0 / 10, network.Dense1.BiasGradient);
        network.TrainStep(Inputs(128 * 1024), Targets(128 * 1024 * 10));
        Assert.All(network.Dense1.Weight.ToArray(), w => Assert.Equal(1, w / (-0.1 / 10), Tolerance));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Sums_over_many_inputs(int samples)
    {
        float[] input = Inputs(samples * 65536);
        ManyInputs few = new();
        few.Parameters.Fill(0.1f);
        float[] output = new float[samples * 10];
        few.Forward(input, output);
        Near(655.36 + 0.1, output);
        ManyInputsOfManyUnits many = new();
        many.Parameters.Fill(0.1f);
        output = new float[samples * 40];
        many.Forward(input, output);
        Near(655.36 + 0.1, output);
        output = new float[samples];
        new ManyProducts().Forward(input, input, output);
        Near(655.36, output);
    }

    private static float[] Inputs(int count) => [.. Enumerable.Repeat(0.1f, count)];

    private static float[] Targets(int count) => [.. Enumerable.Repeat(-9f, count)];

    /// <summary>The gradients of the middle of a kernel of 3 x 3, which sees every pixel.</summary>
    private static ReadOnlySpan<float> Middle(ReadOnlySpan<float> gradient, int size) => gradient.Slice(4 * size, size);

    private static void Near(double expected, ReadOnlySpan<float> actual, double tolerance = Tolerance) =>
        Assert.All(actual.ToArray(), a => Assert.Equal(1, a / expected, tolerance));
}
