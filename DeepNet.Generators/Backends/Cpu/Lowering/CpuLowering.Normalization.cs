using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Normalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>Means and deviations of rows, groups and batches.</summary>
internal sealed partial class CpuLowering
{
    private Step Lower(Standardization operation)
    {
        int channels = operation.Over.Channels;
        Tensor PerChannel(string name) => Scratch(operation.Name + name, channels);
        IEnumerable<Operand> kept = [.. Optional(operation.Mean, Operand.Write), Operand.Write(operation.InverseDeviation)];
        IEnumerable<Operand> read = [Operand.Read(operation.Input), .. Optional(operation.Gamma, Operand.Read), .. Optional(operation.Beta, Operand.Read)];
        Operand epsilon = Operand.Real(operation.Epsilon);
        KernelSpec kernel = NormalizationKernel(operation.Over, operation.Mean is not null, operation.Gamma is not null);
        return operation.Over switch
        {
            RowStatistics over => new Step(operation.Comment, kernel, "Forward",
                [Operand.Write(operation.Output), .. kept, .. read, Operand.Length(over.Positions), epsilon], InPlace: operation.Input),
            GroupStatistics => new Step(operation.Comment, kernel, "Forward",
                [Operand.Write(operation.Output), .. kept, Operand.Write(PerChannel("Scale")), Operand.Write(PerChannel("Lost")), .. read, Operand.Batch, epsilon], InPlace: operation.Input),

            // Not in place: the statistics use the output as scratch while they read the input.
            BatchStatistics over => new Step(operation.Comment, kernel, "Training",
            [
                Operand.Write(operation.Output),
                .. kept,
                Operand.Write(PerChannel("Scale")),
                Operand.ReadWrite(operation.Running!.Mean),
                Operand.ReadWrite(operation.Running.Variance),
                .. read,
                Operand.Length(over.Positions),
                Operand.Whole(channels),
                epsilon,
                Operand.Real(operation.Running.Momentum),
            ]),
            _ => throw new NotSupportedException(operation.Over.GetType().Name),
        };
    }

    private Step Lower(StandardizationGradient operation)
    {
        int channels = operation.Over.Channels;
        Operand PerChannel(string name, int numbers = 1) => Operand.Write(Scratch(operation.Name + name, numbers * channels));
        KernelSpec kernel = NormalizationKernel(operation.Over, operation.Mean is not null, operation.Gamma is not null);
        bool takesInput = operation.DInput is not null;
        IEnumerable<ParameterPlan> parameters = new[] { operation.Gamma, operation.Beta }.OfType<ParameterPlan>();
        IEnumerable<Operand> operands = [.. takesInput ? (Operand[])[Target(operation.DInput!)] : [], .. parameters.Select(Operand.Gradient)];

        // Behind the products is what they and the sums lose.
        IEnumerable<Operand> sums = [PerChannel("Sums"), PerChannel("Products", 3), .. takesInput ? (Operand[])[PerChannel("Factors")] : []];
        IEnumerable<Operand> blocks = kernel is RowNormKernel rows && operation.Gamma is not null ? [PerChannel("Blocks", rows.BlockNumbers)] : [];
        IEnumerable<Operand> read =
        [
            Operand.Read(operation.Input),
            .. Optional(operation.Mean, Operand.Read),
            Operand.Read(operation.InverseDeviation),
            Operand.Read(operation.DOutput),
            .. takesInput ? Optional(operation.Gamma?.Tensor, Operand.Read) : [],
        ];
        return new Step(
            operation.Comment,
            kernel,
            !takesInput ? "ParameterGradients" : operation.DInput!.Accumulate ? "Accumulate" : "Backward",
            operation.Over switch
            {
                RowStatistics over => [.. operands, .. blocks, .. read, Operand.Length(over.Positions)],
                GroupStatistics => [.. operands, .. sums, .. read, Operand.Batch],
                BatchStatistics over => [.. operands, .. sums, .. read, Operand.Length(over.Positions), Operand.Whole(channels)],
                _ => throw new NotSupportedException(operation.Over.GetType().Name),
            },
            InPlace: takesInput ? operation.DOutput : null);
    }

    private Step Lower(FixedStandardization operation) => new(
        operation.Comment,
        new BatchNormKernel(element, operation.Gamma is not null),
        "Inference",
        [
            Operand.Write(operation.Output),
            Operand.Write(operation.Scale ?? Scratch(operation.Name + "Scale", operation.Channels)),
            Operand.Read(operation.Input),
            Operand.Read(operation.Mean),
            Operand.Read(operation.Variance),
            .. Optional(operation.Gamma, Operand.Read),
            .. Optional(operation.Beta, Operand.Read),
            Operand.Length(operation.Positions),
            Operand.Whole(operation.Channels),
            Operand.Real(operation.Epsilon),
        ],
        InPlace: operation.Input);

    private Step Lower(FixedStandardizationGradient operation) => new(
        operation.Comment,
        new ChannelScaleKernel(element, operation.Channels),
        operation.DInput.Accumulate ? "Accumulate" : "Backward",
        [Target(operation.DInput), Operand.Read(operation.DOutput), Operand.Read(operation.Scale), Operand.Length(operation.Positions)],
        InPlace: operation.DOutput);

    private KernelSpec NormalizationKernel(Statistics over, bool isCentered, bool isAffine) => over switch
    {
        RowStatistics => new RowNormKernel(element, over.Channels, isCentered, isAffine),
        GroupStatistics groups => new GroupNormKernel(element, over.Positions, over.Channels, groups.Groups, isAffine),
        BatchStatistics => new BatchNormKernel(element, isAffine),
        _ => throw new NotSupportedException(over.GetType().Name),
    };
}
