using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Attention;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>Attention and its rotations.</summary>
internal sealed partial class CpuLowering
{
    private Step Lower(ScaledDotProductAttention attention)
    {
        AttentionSizes sizes = new(attention.Shape, attention.Mask is not null, attention.Dropout is not null);
        return new Step(
            attention.Comment,
            new AttentionForwardKernel(element, sizes, attention.Statistics is not null),
            "Forward",
            [
                Operand.Write(attention.Output),
                .. Optional(attention.Statistics, Operand.Write),
                Operand.Write(Scratch(attention.Name + "Scratch", sizes.ForwardScratch)),
                Operand.Read(attention.Query),
                Operand.Read(attention.Key),
                Operand.Read(attention.Value),
                .. MaskAndDropout(attention.Mask, attention.Dropout),
            ]);
    }

    private Step Lower(ScaledDotProductAttentionGradient attention)
    {
        AttentionSizes sizes = new(attention.Shape, attention.Mask is not null, attention.Dropout is not null);
        return new Step(
            attention.Comment,
            new AttentionBackwardKernel(element, sizes),
            "Backward",
            [
                Operand.Write(attention.DQuery),
                Operand.Write(attention.DKey),
                Operand.Write(attention.DValue),
                Operand.Write(Scratch(attention.Name + "Scratch", sizes.BackwardScratch)),
                Operand.Read(attention.Query),
                Operand.Read(attention.Key),
                Operand.Read(attention.Value),
                Operand.Read(attention.Output),
                Operand.Read(attention.Statistics),
                Operand.Read(attention.DOutput),
                .. MaskAndDropout(attention.Mask, attention.Dropout),
            ]);
    }

    private Step Lower(Rotation rotation) => new(
        rotation.Comment,
        new RotaryKernel(element, rotation.Heads, rotation.HeadSize, rotation.Steps),
        rotation.IsInverse ? "Backward" : "Forward",
        [Operand.ReadWrite(rotation.Values), Operand.Read(rotation.Table), Operand.Batch]);

    /// <summary>The operands of both directions behind the others.</summary>
    private static IEnumerable<Operand> MaskAndDropout(Tensor? mask, RandomMask? dropout) =>
        [.. Optional(mask, Operand.Read), Operand.Batch, .. dropout is null ? [] : Mask(dropout)];
}
