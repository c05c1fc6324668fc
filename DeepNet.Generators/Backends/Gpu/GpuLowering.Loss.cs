using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Backends.Gpu.Shaders.Losses;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Losses.</summary>
internal sealed partial class GpuLowering
{
    /// <summary>The most rows that one group computes the losses of: one for each thread.</summary>
    private const int MostRowsOfGroup = 256;

    /// <summary>The losses of all rows, with their gradients, and then the mean.</summary>
    private IEnumerable<Dispatch>? Lower(MeanLoss mean)
    {
        BatchCount rows = new(mean.Rows);
        Tensor rowLoss = new(mean.Name + "RowLoss", TensorKind.Workspace, mean.Rows, perSample: true);
        Tensor labelScale = new(mean.Name + "LabelScale", TensorKind.Workspace, 1, perSample: false);
        List<Tensor> gradients = mean.DOutputs?.Select(Of).ToList() ?? [];
        LossScale scale = new(mean.Weight, mean.Function is CrossEntropy { CountsLabels: true });
        if (RowLosses(mean, scale, gradients.Count > 0) is not { } shader)
        {
            return null;
        }

        List<Dispatch> dispatches = [];
        string comment = mean.Comment;
        IReadOnlyList<GpuOperand> counted = scale.CountsLabels ? [labelScale] : [];
        if (mean.Function is CrossEntropy { CountsLabels: true } f)
        {
            dispatches.Add(new Dispatch(comment, new LabelScaleShader(f.ClassWeights, f.Ignored, mean.Weight), [mean.Targets!], [labelScale], [rows], new GroupCount(1), new GroupCount(1)));
            comment = "";
        }

        // One group for all rows is one dispatch less, where it does not take longer.
        if (shader is RowLossShader { Rows.IsShared: false } own && shader is not CtcShader && mean.SampleWeights is null && (long)mean.Rows * maxBatch <= MostRowsOfGroup)
        {
            shader = own with { AddsMean = _hasLoss };
            rowLoss = loss;
        }

        IReadOnlyList<GpuOperand> scratch = shader is CtcShader ctc ? [new Tensor(mean.Name + "LossScratch", TensorKind.Workspace, ctc.ScratchSize, perSample: true)] : [];
        IEnumerable<GpuOperand> written = gradients.Select(g => (GpuOperand)g);
        dispatches.Add(Rows(
            comment,
            shader,
            (shader as RowLossShader)?.Rows ?? new RowThreads(1),
            rows,
            [.. mean.Outputs.Select(o => (GpuOperand)Of(o)), .. mean.Targets is { } targets ? (GpuOperand[])[targets] : [], .. gradients.Count > 0 || rowLoss == loss ? counted : []],
            [rowLoss, .. written, .. scratch]));
        if (mean.SampleWeights is { } weights)
        {
            dispatches.AddRange(new[] { rowLoss }.Concat(gradients).Select(t => Each("", new SampleWeightShader(t.Size), new BatchCount(t.Size), [weights], [t])));
        }

        if (rowLoss != loss)
        {
            dispatches.Add(new Dispatch("", new LossSumShader(scale, _hasLoss), [rowLoss, .. counted], [loss], [rows], new GroupCount(1), new GroupCount(1)));
        }

        _hasLoss = true;
        return dispatches;
    }

    /// <summary>The shader of the losses of all rows.</summary>
    private static GpuKernel? RowLosses(MeanLoss mean, LossScale scale, bool withGradient) => mean.Function switch
    {
        CrossEntropy f => new CrossEntropyShader(f, scale, withGradient),
        FocalCrossEntropy f => new FocalLossShader(f, scale, withGradient),
        MultiClassHinge f => new MultiClassHingeShader(f, scale, withGradient),
        KLDivergence f => new KLDivergenceShader(f, scale, withGradient),
        CosineDistance f => new CosineLossShader(f, scale, withGradient),
        TripletDistance f => new TripletShader(f, scale, withGradient),
        ConnectionistTemporalClassification f => new CtcShader(f, scale, withGradient),
        ElementwiseLossFunction f => Elementwise(f, mean.Weight, withGradient),
        _ => null,
    };

    private static MapShader Elementwise(ElementwiseLossFunction function, double weight, bool withGradient)
    {
        MapProgram program = function.Program(withGradient);
        List<MapPort> outputs = [new("rowLoss", ElementwiseLossFunction.Loss)];
        List<Assignment> assignments = [.. program.Assignments];
        string name = function.Name;
        if (withGradient)
        {
            // The shader knows the count of all elements: the scale of the mean needs no buffer.
            assignments.Add(new Assignment("dx", Variable(ElementwiseLossFunction.Slope) * (weight / Variable(MapShader.Elements))));
            outputs.Add(new MapPort("dOutput", "dx"));
            name += "_Gradient" + NumberName.Mark("_Weight", weight, 1);
        }

        return new MapShader(program with { Name = name, Outputs = outputs.ToEquatableArray(), Assignments = assignments.ToEquatableArray() });
    }
}
