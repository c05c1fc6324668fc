using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>What moves elements: gathers and scatters.</summary>
internal sealed partial class CpuLowering
{
    private IEnumerable<Step> Lower(DataMovement movement) => movement switch
    {
        Concatenation m => Lower(m),
        RangeGather m => [Lower(m)],
        RangeScatter m => Lower(m),
        Permutation m => [new Step(m.Comment, new PermuteKernel(element, m.Sizes, m.Axes), m.Accumulate ? "Accumulate" : "Copy", [Target(m.Output, m.Accumulate), Operand.Read(m.Input), Operand.Batch])],
        RowGather m => [new Step(m.Comment, new EmbeddingKernel(element, m.Width), "Forward", [Operand.Write(m.Output), Operand.Read(m.Indices), Operand.Read(m.Table), Operand.Length(m.Rows)])],
        RowScatter m => [new Step(m.Comment, new EmbeddingKernel(element, m.Width), "Accumulate", [Operand.Gradient(m.Table), Operand.Read(m.Indices), Operand.Read(m.DOutput), Operand.Length(m.Rows)])],
        _ => throw new NotSupportedException(movement.GetType().Name),
    };

    private IEnumerable<Step> Lower(Concatenation movement)
    {
        string comment = movement.Comment;
        int total = movement.Output.Size / movement.Rows;
        int column = 0;
        foreach (Tensor input in movement.Inputs)
        {
            // Every call after the first writes into what the first began, so the tensor's life goes on.
            Operand target = column == 0 ? Operand.Write(movement.Output) : Operand.ReadWrite(movement.Output) with { Offset = column };
            int width = input.Size / movement.Rows;
            yield return new Step(comment, new CopyRowsKernel(element, width, width, total), "Copy", [target, Operand.Read(input), Operand.Length(movement.Rows)]);
            comment = "";
            column += width;
        }
    }

    private Step Lower(RangeGather movement)
    {
        AxisRange range = movement.Range;
        int width = range.Count * range.Inner;
        return new Step(
            movement.Comment,
            new CopyRowsKernel(element, width, range.Size * range.Inner, width),
            movement.Accumulate ? "Accumulate" : "Copy",
            [Target(movement.Output, movement.Accumulate), Operand.Read(movement.Input) with { Offset = range.First * range.Inner }, Operand.Length(range.Outer)]);
    }

    private IEnumerable<Step> Lower(RangeScatter movement)
    {
        AxisRange range = movement.Range;
        int width = range.Count * range.Inner;
        string comment = movement.Comment;
        if (!movement.Accumulate)
        {
            yield return new Step(comment, new ZerosKernel(element), "Write", [Operand.Write(movement.Output), Operand.Length(movement.Output.Size)]);
            comment = "";
        }

        yield return new Step(
            comment,
            new CopyRowsKernel(element, width, width, range.Size * range.Inner),
            "Accumulate",
            [Operand.ReadWrite(movement.Output) with { Offset = range.First * range.Inner }, Operand.Read(movement.Input), Operand.Length(range.Outer)]);
    }
}
