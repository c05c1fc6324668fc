using System.Collections.Generic;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Attention.</summary>
internal sealed partial class GpuLowering
{
    private Dispatch Lower(ScaledDotProductAttention attention)
    {
        AttentionShape shape = attention.Shape;
        return Each(
            attention.Comment,
            new AttentionForwardShader(shape, attention.Mask is not null, attention.Dropout?.Rate ?? 0, MaskKey(attention.Dropout), attention.Statistics is not null),
            new BatchCount(shape.Heads * shape.Queries),
            [Of(attention.Query), Of(attention.Key), Of(attention.Value), .. Masks(attention.Mask, attention.Dropout)],
            [Of(attention.Output), .. Optional(attention.Statistics)]);
    }

    private IEnumerable<Dispatch> Lower(ScaledDotProductAttentionGradient attention)
    {
        AttentionShape shape = attention.Shape;
        Tensor dots = new(attention.Name + "Dots", TensorKind.Workspace, shape.Heads * shape.Queries, perSample: true);
        bool hasMask = attention.Mask is not null;
        double rate = attention.Dropout?.Rate ?? 0;
        IEnumerable<GpuOperand> masks = Masks(attention.Mask, attention.Dropout);
        yield return Each(
            attention.Comment,
            new AttentionQueryGradientShader(shape, hasMask, rate, MaskKey(attention.Dropout)),
            new BatchCount(shape.Heads * shape.Queries),
            [Of(attention.Query), Of(attention.Key), Of(attention.Value), Of(attention.Output), attention.Statistics, attention.DOutput, .. masks],
            [attention.DQuery, dots]);
        yield return Each(
            "",
            new AttentionKeyGradientShader(shape, hasMask, rate, MaskKey(attention.Dropout)),
            new BatchCount(shape.Heads * shape.Keys),
            [Of(attention.Query), Of(attention.Key), Of(attention.Value), dots, attention.Statistics, attention.DOutput, .. masks],
            [attention.DKey, attention.DValue]);
    }

    private Dispatch Lower(Rotation rotation) => Each(
        rotation.Comment,
        new RotationShader(rotation.Heads, rotation.HeadSize, rotation.Steps, rotation.IsInverse),
        new BatchCount(rotation.Steps * rotation.Heads * (rotation.HeadSize / 2)),
        [rotation.Table],
        [Of(rotation.Values)]);

    private int MaskKey(RandomMask? mask) => mask is null ? 0 : Key(mask.Number);

    private static IEnumerable<GpuOperand> Masks(Tensor? mask, RandomMask? dropout) => [.. mask is null ? (GpuOperand[])[] : [mask], .. dropout is null ? (GpuOperand[])[] : [GpuPlan.KeyTensor]];
}
