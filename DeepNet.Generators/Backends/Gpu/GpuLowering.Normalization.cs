using System.Collections.Generic;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Means and deviations of rows, groups and batches.</summary>
internal sealed partial class GpuLowering
{
    private Dispatch Lower(Standardization operation)
    {
        RunningStatistics? running = operation.Running;
        return Units(
            operation.Comment,
            operation.Over,
            new StandardizationShader(operation.Over, operation.Epsilon, operation.Mean is not null, operation.Gamma is not null, operation.Beta is not null, running?.Momentum),
            [Of(operation.Input), .. Optional(operation.Gamma), .. Optional(operation.Beta)],
            [Of(operation.Output), .. Optional(operation.Mean), operation.InverseDeviation, .. Optional(running?.Mean), .. Optional(running?.Variance)]);
    }

    private IEnumerable<Dispatch> Lower(StandardizationGradient operation)
    {
        string comment = operation.Comment;
        Statistics over = operation.Over;
        ParameterPlan? gamma = operation.Gamma is { IsFrozen: false } ? operation.Gamma : null;
        ParameterPlan? beta = operation.Beta is { IsFrozen: false } ? operation.Beta : null;
        if (gamma is not null || beta is not null)
        {
            IEnumerable<GpuOperand> normalised = gamma is null ? [] : [Of(operation.Input), .. Optional(operation.Mean), operation.InverseDeviation];
            yield return new Dispatch(
                comment,
                new StandardizationParametersShader(over, operation.Mean is not null, gamma is not null, beta is not null),
                [.. normalised, operation.DOutput],
                [.. gamma is null ? (GpuOperand[])[] : [GpuOperand.Gradient(gamma)], .. beta is null ? (GpuOperand[])[] : [GpuOperand.Gradient(beta)]],
                [new BatchCount(over.Positions)],
                new GroupCount(over.Channels),
                new GroupCount(1));
            comment = "";
        }

        if (operation.DInput is { } target)
        {
            yield return Units(
                comment,
                over,
                new StandardizationGradientShader(over, operation.Mean is not null, operation.Gamma is not null, target.Accumulate),
                [Of(operation.Input), .. Optional(operation.Mean), operation.InverseDeviation, operation.DOutput, .. Optional(operation.Gamma?.Tensor)],
                [target.Tensor]);
        }
    }

    private IEnumerable<Dispatch> Lower(FixedStandardization operation)
    {
        yield return Each(
            operation.Comment,
            new FixedStandardizationShader(operation.Channels, operation.Epsilon, operation.Gamma is not null, operation.Beta is not null),
            new BatchCount(operation.Positions * operation.Channels),
            [Of(operation.Input), operation.Mean, operation.Variance, .. Optional(operation.Gamma), .. Optional(operation.Beta)],
            [Of(operation.Output)]);
        if (operation.Scale is { } scale)
        {
            yield return Each("", new ChannelScaleShader(operation.Epsilon, operation.Gamma is not null), operation.Channels, [operation.Variance, .. Optional(operation.Gamma)], [scale]);
        }
    }

    private static Dispatch Lower(FixedStandardizationGradient operation) => Each(
        operation.Comment,
        new ChannelProductShader(operation.Channels, operation.DInput.Accumulate),
        new BatchCount(operation.Positions * operation.Channels),
        [operation.DOutput, operation.Scale],
        [operation.DInput.Tensor]);

    /// <summary>A dispatch with a group of threads for each mean.</summary>
    private static Dispatch Units(string comment, Statistics over, GpuKernel shader, IReadOnlyList<GpuOperand> reads, IReadOnlyList<GpuOperand> writes)
    {
        BatchCount units = StatisticsText.Units(over);
        ShaderConstant stride = new(units, IsStride: true);
        return new Dispatch(
            comment, shader, reads, writes, over is BatchStatistics ? [units, stride, new BatchCount(1)] : [units, stride], new GroupCount(units), new GroupCount(1));
    }
}
