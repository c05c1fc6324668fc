using System;
using DeepNet.Generators.Backends.Cpu.Losses;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Normalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>Row by row.</summary>
internal sealed partial class CpuLowering
{
    private Step Lower(RowMap map)
    {
        Operand rows = Operand.Length(map.Rows);
        return map switch
        {
            Softmax m when m.Output == m.Input => new Step(m.Comment, new SoftmaxKernel(element, m.Width), "Forward", [Operand.ReadWrite(m.Output), Operand.Read(m.Input), rows]),
            Softmax m => new Step(m.Comment, new SoftmaxKernel(element, m.Width), "Forward", [Operand.Write(m.Output), Operand.Read(m.Input), rows], InPlace: m.Input),
            SoftmaxGradient m => new Step(m.Comment, new SoftmaxKernel(element, m.Width), m.DInput.Accumulate ? "Accumulate" : "Backward",
                [Target(m.DInput), Operand.Read(m.Output), Operand.Read(m.DOutput), rows], InPlace: m.DOutput),
            RowDot m => new Step(m.Comment, new DotKernel(element, m.Width), "Forward", [Operand.Write(m.Output), Operand.Read(m.Left), Operand.Read(m.Right), rows]),
            RowDotGradient m => new Step(m.Comment, new DotKernel(element, m.Width), m.DInput.Accumulate ? "Accumulate" : "Backward",
                [Target(m.DInput), Operand.Read(m.Other), Operand.Read(m.DOutput), rows]),
            L2Normalization m => new Step(m.Comment, new L2NormalizeKernel(element, m.Width, m.Epsilon), "Forward", [Operand.Write(m.Output), Operand.Read(m.Input), rows]),
            L2NormalizationGradient m => new Step(m.Comment, new L2NormalizeKernel(element, m.Width, m.Epsilon), m.DInput.Accumulate ? "Accumulate" : "Backward",
                [Target(m.DInput), Operand.Read(m.Input), Operand.Read(m.DOutput), rows]),
            _ => throw new NotSupportedException(map.GetType().Name),
        };
    }
}
