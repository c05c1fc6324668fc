using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Pooling;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>Windows over images and volumes, and what makes images larger or smaller. A sequence is an image of one row.</summary>
internal sealed partial class CpuLowering
{
    private Step Lower(WindowMap window)
    {
        PoolSizes sizes = Sizes(window);
        bool average = window.Function == WindowFunction.Mean;
        return window switch
        {
            Pool w => new Step(
                w.Comment,
                new PoolKernel(element, sizes, average) { ReadsPast = w.Input.Kind != TensorKind.Input },
                "Forward",
                [Operand.Write(w.Output), Operand.Read(w.Input), Operand.Batch]),
            PoolGradient w => new Step(
                w.Comment,
                new PoolKernel(element, sizes, average) { ReadsPast = true, Derivative = Function(w.DInput.Derivative) },
                w.DInput.Accumulate ? "Accumulate" : "Backward",
                [
                    Target(w.DInput),
                    .. Optional(w.DInput.Saved, Operand.Read),
                    .. Optional(w.Output, Operand.Read),
                    .. Optional(w.Input, Operand.Read),
                    Operand.Read(w.DOutput),
                    Operand.Batch,
                ]),
            _ => throw new NotSupportedException(window.GetType().Name),
        };
    }

    private Step Lower(Resampling resampling)
    {
        (int height, int width) = resampling.Sizes.Count == 2 ? (resampling.Sizes[0], resampling.Sizes[1]) : throw new NotSupportedException($"Resampling of rank {resampling.Sizes.Count}.");
        UpSampleKernel kernel = new(element, height, width, resampling.Channels, resampling.Factor, resampling.Interpolation == Interpolation.Bilinear);
        return resampling switch
        {
            UpSampling r => new Step(r.Comment, kernel, "Forward", [Operand.Write(r.Output), Operand.Read(r.Input), Operand.Batch]),
            UpSamplingGradient r => new Step(r.Comment, kernel, r.DInput.Accumulate ? "Accumulate" : "Backward", [Target(r.DInput), Operand.Read(r.DOutput), Operand.Batch]),
            _ => throw new NotSupportedException(resampling.GetType().Name),
        };
    }

    private Step Lower(Box box)
    {
        (BoxAxis rows, BoxAxis columns) = box.Axes.Count == 2 ? (box.Axes[0], box.Axes[1]) : throw new NotSupportedException($"A box of rank {box.Axes.Count}.");
        int largeLine = columns.Whole * box.Channels;
        int start = rows.Before * largeLine + columns.Before * box.Channels;
        return new Step(
            box.Comment,
            new WindowCopyKernel(element, rows.Size, columns.Size * box.Channels, rows.Whole, largeLine, start),
            (box.Accumulate ? "Accumulate" : "") + (box is Crop ? "Take" : "Put"),
            [box.Accumulate ? Operand.ReadWrite(box.Output) : Operand.Write(box.Output), Operand.Read(box.Input), Operand.Batch]);
    }

    private static PoolSizes Sizes(WindowMap window)
    {
        (WindowAxis depth, WindowAxis height, WindowAxis width) = Space(window.Axes);
        return new PoolSizes(Extent(height), Extent(width), window.Channels) { Depth = Extent(depth) };
    }

    private static WindowAxis Single => new(1, 1, 1, 1, 1, 0);

    private static PoolExtent Extent(WindowAxis axis) => new(axis.Input, axis.Window, axis.Stride, axis.Before, axis.Output);

    /// <summary>Depth, height and width; an image has one plane, and a sequence one row.</summary>
    private static (WindowAxis Depth, WindowAxis Height, WindowAxis Width) Space(IReadOnlyList<WindowAxis> axes) => axes.Count switch
    {
        1 => (Single, Single, axes[0]),
        2 => (Single, axes[0], axes[1]),
        3 => (axes[0], axes[1], axes[2]),
        _ => throw new NotSupportedException($"Windows of rank {axes.Count}."),
    };
}
