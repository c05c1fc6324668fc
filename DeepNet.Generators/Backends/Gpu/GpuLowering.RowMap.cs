using System.Collections.Generic;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Row by row: softmax, dot products, lengths.</summary>
internal sealed partial class GpuLowering
{
    private Dispatch? Lower(RowMap map)
    {
        BatchCount rows = new(map.Rows);
        BatchCount elements = new(map.Rows * map.Width);
        switch (map)
        {
            case Softmax m:
                bool inPlace = Of(m.Output) == Of(m.Input);
                return Rows(m.Comment, new SoftmaxShader(m.Width, inPlace), new RowThreads(m.Width), rows, inPlace ? [] : [Of(m.Input)], [Of(m.Output)]);
            case SoftmaxGradient m:
                return Rows(m.Comment, new SoftmaxGradientShader(m.Width, m.DInput.Accumulate), new RowThreads(m.Width), rows, [Of(m.Output), m.DOutput], [m.DInput.Tensor]);
            case RowDot m:
                return Each(m.Comment, new RowDotShader(m.Width), rows, [Of(m.Left), Of(m.Right)], [Of(m.Output)]);
            case RowDotGradient m:
                return Each(m.Comment, new RowDotGradientShader(m.Width, m.DInput.Accumulate), elements, [Of(m.Other), m.DOutput], [m.DInput.Tensor]);
            case L2Normalization m:
                return Each(m.Comment, new L2NormalizationShader(m.Width, m.Epsilon), rows, [Of(m.Input)], [Of(m.Output)]);
            case L2NormalizationGradient m:
                return Each(m.Comment, new L2NormalizationGradientShader(m.Width, m.Epsilon, m.DInput.Accumulate), rows, [Of(m.Input), m.DOutput], [m.DInput.Tensor]);
            default:
                return null;
        }
    }
}
