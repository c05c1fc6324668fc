using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Products of matrices.</summary>
internal sealed partial class GpuLowering
{
    private Dispatch Lower(WeightedSum sum, MatrixMap map)
    {
        DenseForwardShader shader = new(map.Inputs, map.Units, sum.Bias is not null, sum.Activation, sum.PreActivation is not null) { Learned = sum.Learned?.Size ?? 0 };
        BatchCount rows = new(map.Rows);
        return Tiled(sum.Comment, shader, rows, map.Units, rows,
            [Of(sum.Input), sum.Weight, .. Optional(sum.Bias), .. Optional(sum.Learned)],
            [Of(sum.Output), .. Optional(sum.PreActivation)]);
    }

    private Dispatch Lower(InputGradient gradient, MatrixMap map)
    {
        GradientTarget target = gradient.DInput;
        DenseInputGradientShader shader = new(map.Inputs, map.Units, target.Accumulate, target.Derivative);
        BatchCount rows = new(map.Rows);
        return Tiled(gradient.Comment, shader, rows, map.Inputs, rows, [.. Optional(target.Saved), gradient.DOutput, gradient.Weight], [target.Tensor]);
    }

    private Dispatch Lower(WeightGradient gradient, MatrixMap map) => Tiled(
        gradient.Comment, new DenseWeightGradientShader(map.Inputs, map.Units), map.Inputs, map.Units, new BatchCount(map.Rows), [Of(gradient.Input), gradient.DOutput], [GpuOperand.Gradient(gradient.Weight)]);

    private static Dispatch Lower(BiasGradient gradient) => new(
        gradient.Comment, new ColumnSumShader(gradient.Bias.Size), [gradient.DOutput], [GpuOperand.Gradient(gradient.Bias)],
        [new BatchCount(gradient.Rows)], new GroupCount(gradient.Bias.Size), new GroupCount(1));

    /// <summary>A product: a group for each tile of the output.</summary>
    /// <param name="constant">The constant of the shader: what of rows and depth the batch decides.</param>
    private static Dispatch Tiled(
        string comment, ProductShader shader, BatchCount rows, int columns, BatchCount constant, System.Collections.Generic.IReadOnlyList<GpuOperand> reads, System.Collections.Generic.IReadOnlyList<GpuOperand> writes) =>
        new(comment, shader, reads, writes, [constant], new GroupCount(columns, shader.TileColumns), new GroupCount(rows, shader.TileRows), shader.Parts);
}
