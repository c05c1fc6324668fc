using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>Element by element.</summary>
internal sealed partial class CpuLowering
{
    private Step Lower(Map map)
    {
        Operand count = Operand.Length(map.Size);
        return map switch
        {
            Activation m => new Step(m.Comment, Function(m.Function, m.Learned)!, "Forward",
                [Target(m.Output, m.Output == m.Input), Operand.Read(m.Input), .. Optional(m.Learned, Operand.Read), Rows(m.Size, m.Learned)], InPlace: m.Output == m.Input ? null : m.Input),
            ActivationGradient m => new Step(m.Comment, Function(m.Function, m.Learned)!, m.DInput.Accumulate ? "Accumulate" : "Backward",
                [Target(m.DInput), Operand.Read(m.Saved), Operand.Read(m.DOutput), .. Optional(m.Learned, Operand.Read), Rows(m.Size, m.Learned)], InPlace: m.DOutput),
            Copy m => new Step(m.Comment, new CopyKernel(element), "Forward", [Operand.Write(m.Output), Operand.Read(m.Input), count]),
            Zeros m => new Step(m.Comment, new ZerosKernel(element), "Write", [Operand.Write(m.Output), count]),
            Sum m => new Step(m.Comment, new AddKernel(element, m.Inputs.Count), "Forward", [Operand.Write(m.Output), .. m.Inputs.Select(Operand.Read), count], InPlace: m.Inputs[0]),
            Accumulation m => new Step(m.Comment, new AddKernel(element, 2), "Accumulate", [Operand.ReadWrite(m.Target), Operand.Read(m.Input), count]),
            Dropout m => new Step(m.Comment, new DropoutKernel(element), m.Accumulate ? "Accumulate" : "Forward",
                [m.Accumulate || m.Output == m.Input ? Operand.ReadWrite(m.Output) : Operand.Write(m.Output), Operand.Read(m.Input), count, .. Mask(m.Mask)], InPlace: m.Input),
            TableSum m => new Step(m.Comment, new AddTableKernel(element, m.Size), "Forward", [Operand.Write(m.Output), Operand.Read(m.Input), Operand.Read(m.Table), Operand.Batch], InPlace: m.Input),
            PairMap m => Lower(m),
            _ => throw new NotSupportedException(map.GetType().Name),
        };
    }

    /// <summary>One pass takes the input's gradient and sums what a sample adds to that of the operand. Its update comes last, because it changes what the input's gradient reads.</summary>
    private IEnumerable<Step> Lower(LearnedActivationGradient gradient)
    {
        string operand = gradient.Function.Learned!.Name;
        int width = gradient.Learned.Size;
        Tensor sums = new(gradient.Name + "Sums", TensorKind.Workspace, width, perSample: true);
        GradientTarget? target = gradient.DInput;
        yield return new Step(
            $"{gradient.Comment}: {(target is null ? "" : "derivative, and ")}d{operand} of each sample",
            Function(gradient.Function, gradient.Learned.Tensor)!,
            target is null ? "Sums" : target.Accumulate ? "AccumulateWithSums" : "BackwardWithSums",
            [
                .. target is null ? Array.Empty<Operand>() : [Target(target)],
                Operand.Write(sums),
                Operand.Read(gradient.Saved),
                Operand.Read(gradient.DOutput),
                Operand.Read(gradient.Learned.Tensor),
                Operand.Batch,
                Operand.Whole(gradient.Size / width),
            ],
            InPlace: target is null ? null : gradient.DOutput);
        yield return Lower(new BiasGradient($"{gradient.Comment}: d{operand} = their sum", gradient.Name, 1) { Bias = gradient.Learned, DOutput = sums });
    }

    /// <summary>The rows of a map with an operand for each channel; the elements of one without.</summary>
    private static Operand Rows(int size, Tensor? learned) => Operand.Length(size / Math.Max(learned?.Size ?? 1, 1));

    private Step Lower(PairMap map)
    {
        // Both of the same shape are one row of elements; else samples are counted.
        bool isSame = map.Layout == PairLayout.Same;
        PairKernel kernel = new(element, map.Function, map.Layout, isSame ? 0 : map.Positions, isSame ? 0 : map.Width);
        Operand count = isSame ? Operand.Length(map.Size) : Operand.Batch;
        return map switch
        {
            Pair m => new Step(m.Comment, kernel, "Forward", [Operand.Write(m.Output), Operand.Read(m.Left), Operand.Read(m.Right), count], InPlace: m.Left),
            PairGradient m => new Step(m.Comment, kernel, (m.DInput.Accumulate ? "Accumulate" : "Backward") + (m.IsRight ? "Right" : "Left"),
                [Target(m.DInput), .. m.Function == PairFunction.Multiply ? (Operand[])[Operand.Read(m.Other)] : [], Operand.Read(m.DOutput), count]),
            _ => throw new NotSupportedException(map.GetType().Name),
        };
    }

    /// <summary>What a random mask takes: key, threshold, and the scale of what is kept.</summary>
    private static Operand[] Mask(RandomMask mask) =>
    [
        Operand.Of(new MaskKey(mask.Number)),

        // 2³² · rate rounded down, as DropoutMask documents it.
        Operand.Of(new UnsignedNumber((uint)Math.Floor(mask.Rate * 4294967296.0))),
        Operand.Real(1 / (1 - mask.Rate)),
    ];
}
