using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Chooses shaders for operations. Each family of operations has a file of its own.</summary>
/// <param name="keys">Where the keys of random masks are, in the order in which masks are met; it grows.</param>
/// <param name="loss">Where the sum of the losses is.</param>
/// <param name="aliases">Tensors that stand for others.</param>
/// <param name="maxBatch">The most samples of a batch.</param>
internal sealed partial class GpuLowering(List<int> keys, Tensor loss, IReadOnlyDictionary<Tensor, Tensor> aliases, int maxBatch)
{
    private bool _hasLoss;

    /// <summary>The operations that have no form for a GPU yet, in order.</summary>
    public List<Operation> Missing { get; } = [];

    /// <summary>The dispatches of a program, in order. What cannot be lowered is left out and <see cref="Missing"/>.</summary>
    public IReadOnlyList<Dispatch> Lower(IEnumerable<Operation> operations)
    {
        _hasLoss = false;
        List<Dispatch> dispatches = [];
        foreach (Operation operation in Joined(operations))
        {
            if (Lower(operation)?.ToList() is { } lowered)
            {
                dispatches.AddRange(lowered);
            }
            else
            {
                Missing.Add(operation);
            }
        }

        return Paired(dispatches);
    }

    /// <summary>The dispatches of one operation; null if it has no form yet.</summary>
    private IEnumerable<Dispatch>? Lower(Operation operation) => operation switch
    {
        WeightedSum { Map: MatrixMap map } sum => [Lower(sum, map)],
        InputGradient { Map: MatrixMap map } gradient => [Lower(gradient, map)],
        WeightGradient { Map: MatrixMap map } gradient => [Lower(gradient, map)],
        WeightedSum { Map: ConvolutionMap map } sum => [Lower(sum, map)],
        WeightedSum { Map: TransposedMap map } sum => [Lower(sum, map)],
        InputGradient { Map: ConvolutionMap map } gradient => [Lower(gradient, map)],
        InputGradient { Map: TransposedMap map } gradient => [Lower(gradient, map)],
        WeightGradient { Map: ConvolutionMap map } gradient => Lower(gradient, map),
        WeightGradient { Map: TransposedMap map } gradient => Lower(gradient, map),
        WeightedSum { Map: DepthwiseMap map } sum => [Lower(sum, map)],
        InputGradient { Map: DepthwiseMap map } gradient => [Lower(gradient, map)],
        WeightGradient { Map: DepthwiseMap map } gradient => Lower(gradient, map),
        Pool pool => [Lower(pool)],
        PoolGradient gradient => [Lower(gradient)],
        BiasGradient gradient => [Lower(gradient)],
        LearnedActivationGradient gradient => Lower(gradient),
        Map map => Lower(map) is { } dispatch ? [dispatch] : null,
        RowMap map => Lower(map) is { } dispatch ? [dispatch] : null,
        DataMovement movement => Lower(movement),
        UpSampling m => [Each(m.Comment, new UpSampleShader(m.Sizes, m.Channels, m.Factor, m.Interpolation), new BatchCount(m.Output.Size), [Of(m.Input)], [Of(m.Output)])],
        UpSamplingGradient m => [Each(m.Comment, new UpSampleGradientShader(m.Sizes, m.Channels, m.Factor, m.Interpolation, m.DInput.Accumulate), new BatchCount(m.DInput.Tensor.Size), [m.DOutput], [m.DInput.Tensor])],
        Standardization standardization => [Lower(standardization)],
        StandardizationGradient gradient => Lower(gradient),
        FixedStandardization standardization => Lower(standardization),
        FixedStandardizationGradient gradient => [Lower(gradient)],
        MeanLoss mean => Lower(mean),
        ScaledDotProductAttention attention => [Lower(attention)],
        ScaledDotProductAttentionGradient gradient => Lower(gradient),
        Rotation rotation => [Lower(rotation)],
        Scan scan => Lower(scan),
        ScanGradient gradient => Lower(gradient),
        _ => null,
    };

    /// <summary>The tensor that stands for another, or the tensor itself.</summary>
    private Tensor Of(Tensor tensor) => aliases.TryGetValue(tensor, out Tensor? other) ? other : tensor;

    private IEnumerable<GpuOperand> Optional(Tensor? tensor) => tensor is null ? [] : [Of(tensor)];

    /// <summary>A dispatch over <paramref name="perSample"/> elements (or rows) of each sample, in a loop of 256 threads a group.</summary>
    private static Dispatch Each(string comment, GpuKernel kernel, BatchCount count, IReadOnlyList<GpuOperand> reads, IReadOnlyList<GpuOperand> writes) =>
        new(comment, kernel, reads, writes, [count, new ShaderConstant(count, IsStride: true)], new GroupCount(count, 256), new GroupCount(1));

    /// <summary>A dispatch over rows, which threads share in one way or the other.</summary>
    private static Dispatch Rows(string comment, GpuKernel kernel, RowThreads threads, BatchCount rows, IReadOnlyList<GpuOperand> reads, IReadOnlyList<GpuOperand> writes) =>
        new(comment, kernel, reads, writes, [rows, new ShaderConstant(rows, IsStride: true)], threads.Groups(rows), new GroupCount(1));
}
