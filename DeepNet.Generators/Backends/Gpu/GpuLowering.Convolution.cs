using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Convolutions of any rank, and windows.</summary>
internal sealed partial class GpuLowering
{
    private Dispatch Lower(WeightedSum sum, ConvolutionMap map) => Forward(
        sum, new ConvolutionForwardShader(map, sum.Bias is not null, sum.Activation, sum.PreActivation is not null, null) { Learned = sum.Learned?.Size ?? 0 }, OutputPositions(map), map.Filters / map.Groups);

    private Dispatch Lower(WeightedSum sum, TransposedMap map) => Forward(
        sum, new ConvolutionBackwardShader(map.Convolution, sum.Bias is not null, sum.Activation, sum.PreActivation is not null, null) { Learned = sum.Learned?.Size ?? 0 }, InputPositions(map.Convolution), map.Convolution.GroupChannels);

    private Dispatch Lower(InputGradient gradient, ConvolutionMap map) => Backward(
        gradient, new ConvolutionBackwardShader(map, false, null, false, (gradient.DInput.Accumulate, gradient.DInput.Derivative)), InputPositions(map), map.GroupChannels);

    private Dispatch Lower(InputGradient gradient, TransposedMap map) => Backward(
        gradient, new ConvolutionForwardShader(map.Convolution, false, null, false, (gradient.DInput.Accumulate, gradient.DInput.Derivative)), OutputPositions(map.Convolution), map.Convolution.Filters / map.Convolution.Groups);

    private IEnumerable<Dispatch> Lower(WeightGradient gradient, ConvolutionMap map) => Weights(gradient, map, Of(gradient.Input), gradient.DOutput, OutputPositions(map));

    private IEnumerable<Dispatch> Lower(WeightGradient gradient, TransposedMap map) => Weights(gradient, map.Convolution, gradient.DOutput, Of(gradient.Input), InputPositions(map.Convolution));

    private Dispatch Lower(Pool pool) => Each(
        pool.Comment, new PoolShader(pool.Function, pool.Axes, pool.Channels), new BatchCount(pool.Axes.Aggregate(pool.Channels, (size, a) => size * a.Output)), [Of(pool.Input)], [Of(pool.Output)]);

    private Dispatch Lower(PoolGradient gradient)
    {
        GradientTarget target = gradient.DInput;
        return Each(
            gradient.Comment,
            new PoolGradientShader(gradient.Function, gradient.Axes, gradient.Channels, target.Accumulate, target.Derivative),
            new BatchCount(gradient.Axes.Aggregate(gradient.Channels, (size, a) => size * a.Input)),
            [.. Optional(target.Saved), .. Optional(gradient.Output), .. Optional(gradient.Input), gradient.DOutput],
            [target.Tensor]);
    }

    private Dispatch Forward(WeightedSum sum, ProductShader shader, int positions, int columns) => Tiled(
        sum.Comment, shader, new BatchCount(positions), columns, new BatchCount(positions), [Of(sum.Input), sum.Weight, .. Optional(sum.Bias), .. Optional(sum.Learned)], [Of(sum.Output), .. Optional(sum.PreActivation)]);

    private Dispatch Backward(InputGradient gradient, ProductShader shader, int positions, int columns) => Tiled(
        gradient.Comment, shader, new BatchCount(positions), columns, new BatchCount(positions), [.. Optional(gradient.DInput.Saved), gradient.DOutput, gradient.Weight], [gradient.DInput.Tensor]);

    /// <summary>The gradient of the weights, and of the bias where it is the same operation's.</summary>
    /// <param name="input">A tensor of the convolution's inputs.</param>
    /// <param name="output">A tensor of the convolution's outputs.</param>
    /// <param name="biasPositions">The rows of the layer's output, over which the bias is summed.</param>
    private static IEnumerable<Dispatch> Weights(WeightGradient gradient, ConvolutionMap map, Tensor input, Tensor output, int biasPositions)
    {
        if (!gradient.Weight.IsFrozen)
        {
            yield return Tiled(
                gradient.Comment, new ConvolutionWeightGradientShader(map), map.PatchSize, map.Filters / map.Groups, new BatchCount(OutputPositions(map)), [input, output], [GpuOperand.Gradient(gradient.Weight)]);
        }

        if (gradient.Bias is { IsFrozen: false } bias)
        {
            yield return BiasSum(gradient, bias, biasPositions);
        }
    }

    private static Dispatch BiasSum(WeightGradient gradient, ParameterPlan bias, int positions) => new(
        gradient.Weight.IsFrozen ? gradient.Comment : "",
        new ColumnSumShader(bias.Size), [gradient.DOutput], [GpuOperand.Gradient(bias)], [new BatchCount(positions)], new GroupCount(bias.Size), new GroupCount(1));

    private Dispatch Lower(WeightedSum sum, DepthwiseMap map) => Each(
        sum.Comment,
        new DepthwiseShader(map, sum.Bias is not null, sum.Activation, sum.PreActivation is not null) { Learned = sum.Learned?.Size ?? 0 },
        new BatchCount(sum.Output.Size),
        [Of(sum.Input), sum.Weight, .. Optional(sum.Bias), .. Optional(sum.Learned)],
        [Of(sum.Output), .. Optional(sum.PreActivation)]);

    private Dispatch Lower(InputGradient gradient, DepthwiseMap map) => Each(
        gradient.Comment,
        new DepthwiseInputGradientShader(map, gradient.DInput.Accumulate, gradient.DInput.Derivative),
        new BatchCount(gradient.DInput.Tensor.Size),
        [.. Optional(gradient.DInput.Saved), gradient.DOutput, gradient.Weight],
        [gradient.DInput.Tensor]);

    private IEnumerable<Dispatch> Lower(WeightGradient gradient, DepthwiseMap map)
    {
        int positions = map.Axes.Aggregate(1, (size, a) => size * a.Output);
        if (!gradient.Weight.IsFrozen)
        {
            yield return new Dispatch(
                gradient.Comment,
                new DepthwiseWeightGradientShader(map),
                [Of(gradient.Input), gradient.DOutput],
                [GpuOperand.Gradient(gradient.Weight)],
                [new BatchCount(positions)],
                new GroupCount(map.Channels * map.Multiplier),
                new GroupCount(map.Axes.Aggregate(1, (size, a) => size * a.Window)));
        }

        if (gradient.Bias is { IsFrozen: false } bias)
        {
            yield return BiasSum(gradient, bias, positions);
        }
    }

    private static int OutputPositions(ConvolutionMap map) => map.Axes.Aggregate(1, (size, a) => size * a.Output);

    private static int InputPositions(ConvolutionMap map) => map.Axes.Aggregate(1, (size, a) => size * a.Input);
}
