using System.Collections.Generic;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Losses.</summary>
internal sealed partial class GpuLowering
{
    /// <summary>The losses of all rows, with their gradients, and then the mean.</summary>
    private IEnumerable<Dispatch>? Lower(MeanLoss mean)
    {
        BatchCount rows = new(mean.Rows);
        Tensor rowLoss = new(mean.Name + "RowLoss", TensorKind.Workspace, mean.Rows, perSample: true);
        if (mean.SampleWeights is not null || mean.Targets is null || mean.Outputs.Count != 1)
        {
            return null;
        }

        IReadOnlyList<GpuOperand> reads = [Of(mean.Outputs[0]), mean.Targets];
        GpuOperand? gradient = mean.DOutputs is { } gradients ? new GpuOperand(Of(gradients[0])) : null;
        IReadOnlyList<GpuOperand> writes = gradient is null ? [rowLoss] : [rowLoss, gradient];
        Dispatch losses;
        switch (mean.Function)
        {
            case CrossEntropy { CountsLabels: false, ClassWeights.Count: 0 } f:
                losses = Each(mean.Comment, new CrossEntropyShader(f.Classes, f.Smoothing, f.TakesLabels, mean.Weight, gradient is not null), rows, reads, writes);
                break;
            case ElementwiseLossFunction f:
                List<Assignment> assignments = [new("loss", f.Value)];
                List<string> outputs = ["rowLoss", "loss"];
                string name = f.Name;
                if (gradient is not null)
                {
                    // The shader knows the count of all elements: the scale of the mean needs no buffer.
                    assignments.Add(new Assignment("dx", f.Derivative * (mean.Weight / Variable(MapShader.Elements))));
                    outputs.AddRange(["dOutput", "dx"]);
                    name += "_Gradient" + NumberName.Mark("_Weight", mean.Weight, 1);
                }

                losses = Each(mean.Comment, Shader(name, f.Formula, ["output", "x", "targets", "target"], outputs, [.. assignments]), rows, reads, writes);
                break;
            default:
                return null;
        }

        Dispatch sum = new("", new LossSumShader(mean.Weight, _hasLoss), [rowLoss], [loss], [rows], new GroupCount(1), new GroupCount(1));
        _hasLoss = true;
        return [losses, sum];
    }
}
