using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Losses;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>Losses: the kernels have the methods <c>Loss(outputs, targets, scratch, rows, scale)</c> and <c>LossAndGradient</c>, which takes the gradients before them. Both return the sum of the losses times the scale.</summary>
internal sealed partial class CpuLowering
{
    private Step Lower(MeanLoss loss)
    {
        KernelSpec kernel = LossKernel(loss.Function);
        IReadOnlyList<Tensor> gradients = loss.DOutputs ?? [];
        int rows = loss.Rows;
        List<Operand> operands = [.. gradients.Select(Operand.Write), .. loss.Outputs.Select(Operand.Read), .. Optional(loss.Targets, Operand.Read)];
        int scratch = kernel is CtcKernel ctc ? ctc.ScratchSize(loss.DOutputs is not null) : 0;
        if (scratch > 0)
        {
            operands.Add(Operand.Write(Scratch(loss.Name + "LossScratch", scratch)));
        }

        KernelSpec? counter = loss.Function is CrossEntropy { CountsLabels: true } ? kernel : null;
        if (loss.SampleWeights is not null)
        {
            operands.Add(Operand.Read(loss.SampleWeights));
            kernel = new SampleWeightedKernel(element, kernel, loss.Outputs.Count, loss.Outputs[0].Size, loss.Targets?.Size ?? 0, loss.Targets is { IsInteger: true }, scratch > 0, rows);
            rows = 1;
        }

        operands.AddRange([Operand.Length(rows), Operand.Of(new MeanFactor(loss.Weight, loss.Rows, counter, loss.Targets))]);
        return new Step(loss.Comment, kernel, loss.DOutputs is null ? "Loss" : "LossAndGradient", operands, AddsToLoss: true, InPlace: loss.DOutputs is null ? null : loss.Outputs[0]);
    }

    /// <summary>The kernel of a loss.</summary>
    public KernelSpec LossKernel(LossFunction function) => function switch
    {
        CrossEntropy f => new CrossEntropyKernel(element, f.Classes, f.Smoothing, f.TakesLabels, f.ClassWeights, f.Ignored),
        ElementwiseLossFunction f => new ElementwiseLossKernel(element, f),
        FocalCrossEntropy f => new FocalLossKernel(element, f.Classes, f.Gamma, f.Alpha),
        KLDivergence f => new KLDivergenceKernel(element, f.Classes, f.Temperature, f.LogitTargets),
        MultiClassHinge f => new MultiClassHingeKernel(element, f.Classes, f.Margin, f.IsSquared),
        TripletDistance f => new TripletKernel(element, f.Width, f.Margin, f.IsSquared),
        CosineDistance f => new CosineLossKernel(element, f.Width),
        ConnectionistTemporalClassification f => new CtcKernel(element, f.Steps, f.Classes, f.TargetLength, f.Blank),
        _ => throw new NotSupportedException(function.GetType().Name),
    };
}
