using System.Collections.Generic;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>What moves elements: gathers and scatters.</summary>
internal sealed partial class GpuLowering
{
    private IEnumerable<Dispatch>? Lower(DataMovement movement) => movement switch
    {
        Concatenation m => Lower(m),
        RangeGather m => [Move(m.Comment, new RangeShader(m.Range, false, m.Accumulate), m.Range.Outer * m.Range.Count * m.Range.Inner, m.Input, m.Output)],
        RangeScatter m => [Lower(m)],
        Permutation m => [Move(m.Comment, new PermutationShader(m.Sizes, m.Axes, m.Accumulate), m.Input.Size, m.Input, m.Output)],
        Crop m => [Lower(m, pads: false)],
        Pad m => [Lower(m, pads: true)],
        RowGather m => [Each(m.Comment, new RowGatherShader(m.Width), new BatchCount(m.Rows * m.Width), [m.Indices, m.Table], [Of(m.Output)])],
        RowScatter m => [Each(m.Comment, new RowScatterShader(m.Width), new BatchCount(m.Rows * m.Width), [m.Indices, m.DOutput], [GpuOperand.Gradient(m.Table)])],
        _ => null,
    };

    private IEnumerable<Dispatch> Lower(Concatenation movement)
    {
        string comment = movement.Comment;
        int total = movement.Output.Size / movement.Rows;
        int column = 0;
        foreach (Tensor input in movement.Inputs)
        {
            int width = input.Size / movement.Rows;
            yield return Move(comment, new ConcatenationShader(width, total, column), input.Size, input, movement.Output);
            comment = "";
            column += width;
        }
    }

    private Dispatch Lower(RangeScatter movement)
    {
        RangeShader shader = new(movement.Range, true, movement.Accumulate);
        return Move(movement.Comment, shader, shader.Size, movement.Input, movement.Output);
    }

    private Dispatch Lower(Box box, bool pads)
    {
        BoxShader shader = new(box.Axes, box.Channels, pads, box.Accumulate);
        return Move(box.Comment, shader, shader.Size, box.Input, box.Output);
    }

    private Dispatch Move(string comment, MoveShader shader, int size, Tensor input, Tensor output) => Each(comment, shader, new BatchCount(size), [Of(input)], [Of(output)]);
}
