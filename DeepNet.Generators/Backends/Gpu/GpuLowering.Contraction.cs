using System.Collections.Generic;
using System.Linq;
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
        gradient.Comment,
        new DenseWeightGradientShader(map.Inputs, map.Units, gradient.Bias is not null),
        map.Inputs,
        map.Units,
        new BatchCount(map.Rows),
        [Of(gradient.Input), gradient.DOutput],
        [GpuOperand.Gradient(gradient.Weight), .. gradient.Bias is { } bias ? (GpuOperand[])[GpuOperand.Gradient(bias)] : []]);

    /// <summary>The same operations with the gradients of weights and of their biases as one, where they stand beside each other.</summary>
    private static IEnumerable<Operation> Joined(IEnumerable<Operation> operations)
    {
        WeightGradient? before = null;
        foreach (Operation operation in operations)
        {
            if (before is not null && operation is BiasGradient bias && bias.DOutput == before.DOutput && before.Map is MatrixMap map && bias.Rows == map.Rows && bias.Bias.Size == map.Units)
            {
                yield return before with { Bias = bias.Bias };
                before = null;
                continue;
            }

            if (before is not null)
            {
                yield return before;
            }

            before = operation as WeightGradient;
            if (before is null)
            {
                yield return operation;
            }
        }

        if (before is not null)
        {
            yield return before;
        }
    }

    private static Dispatch Lower(BiasGradient gradient) => new(
        gradient.Comment, new ColumnSumShader(gradient.Bias.Size), [gradient.DOutput], [GpuOperand.Gradient(gradient.Bias)],
        [new BatchCount(gradient.Rows)], new GroupCount(gradient.Bias.Size), new GroupCount(1));

    /// <summary>A product: a group for each tile of the output.</summary>
    /// <param name="constant">The constant of the shader: what of rows and depth the batch decides.</param>
    private static Dispatch Tiled(
        string comment, ProductShader shader, BatchCount rows, int columns, BatchCount constant, IReadOnlyList<GpuOperand> reads, IReadOnlyList<GpuOperand> writes) =>
        new(comment, shader, reads, writes, [constant], new GroupCount(columns, shader.TileColumns), new GroupCount(rows, shader.TileRows), shader.Parts);

    /// <summary>
    /// The same dispatches with both gradients of a dense layer as one, where they stand beside each other and their tiles lie side by side as often: neither fills a device, and a
    /// dispatch less is waited for.
    /// </summary>
    private static IReadOnlyList<Dispatch> Paired(List<Dispatch> dispatches)
    {
        for (int i = 0; i + 1 < dispatches.Count; i++)
        {
            if (Pair(dispatches[i], dispatches[i + 1]) is { } pair)
            {
                dispatches[i] = pair;
                dispatches.RemoveAt(i + 1);
            }
        }

        return dispatches;
    }

    private static Dispatch? Pair(Dispatch first, Dispatch second)
    {
        (Dispatch ofInputs, Dispatch ofWeights) = first.Kernel is DenseInputGradientShader ? (first, second) : (second, first);
        if (ofInputs.Kernel is not DenseInputGradientShader inputs || ofWeights.Kernel is not DenseWeightGradientShader weights || !DenseGradientsShader.Takes(weights, inputs)
            || ofInputs.Reads.All(o => o.Tensor != ofWeights.Reads[1].Tensor))
        {
            return null;
        }

        DenseGradientsShader shader = new(weights, inputs);
        BatchCount rows = ofInputs.Constants[0].Count;
        return new Dispatch(
            string.Join("\n", new[] { first.Comment, second.Comment }.Where(c => c.Length > 0)),
            shader,
            [.. ofInputs.Reads, ofWeights.Reads[0]],
            [.. ofInputs.Writes, .. ofWeights.Writes],
            [rows, rows],
            new GroupCount(shader.ColumnTiles),
            new GroupCount(rows with { Fixed = shader.WeightRowTiles * shader.TileRows }, shader.TileRows));
    }
}
