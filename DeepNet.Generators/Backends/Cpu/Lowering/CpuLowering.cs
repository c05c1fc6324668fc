using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Backends.Cpu.Updates;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>Chooses the CPU's kernels for operations. Each family of operations has a file of its own.</summary>
/// <param name="element">The element type.</param>
/// <param name="optimizer">The update that the gradients of parameters may be turned into at once, or null for a network without training.</param>
internal sealed partial class CpuLowering(ElementType element, OptimizerKernel? optimizer)
{
    /// <summary>The steps of a program, in order.</summary>
    public IReadOnlyList<Step> Lower(IEnumerable<Operation> operations) => operations.Where(o => o.IsNeeded).SelectMany(Lower).ToList();

    private IEnumerable<Step> Lower(Operation operation) => operation switch
    {
        WeightedSum sum => Lower(sum),
        InputGradient gradient => Lower(gradient),
        WeightGradient gradient => Lower(gradient),
        BiasGradient gradient => [Lower(gradient)],
        LearnedActivationGradient gradient => Lower(gradient),
        Map map => [Lower(map)],
        RowMap map => [Lower(map)],
        WindowMap window => [Lower(window)],
        Resampling resampling => [Lower(resampling)],
        Box box => [Lower(box)],
        DataMovement movement => Lower(movement),
        Standardization standardization => [Lower(standardization)],
        StandardizationGradient gradient => [Lower(gradient)],
        FixedStandardization standardization => [Lower(standardization)],
        FixedStandardizationGradient gradient => [Lower(gradient)],
        ScaledDotProductAttention attention => [Lower(attention)],
        ScaledDotProductAttentionGradient attention => [Lower(attention)],
        Rotation rotation => [Lower(rotation)],
        Scan scan => Lower(scan),
        ScanGradient scan => Lower(scan),
        MeanLoss loss => [Lower(loss)],
        _ => throw new NotSupportedException(operation.GetType().Name),
    };

    private static Operand Target(GradientTarget target) => Target(target.Tensor, target.Accumulate);

    private static Operand Target(Tensor tensor, bool accumulate) => accumulate ? Operand.ReadWrite(tensor) : Operand.Write(tensor);

    /// <summary>The operand of a tensor that an operation may lack.</summary>
    private static IEnumerable<Operand> Optional(Tensor? tensor, Func<Tensor, Operand> operand) => tensor is null ? [] : [operand(tensor)];

    private ElementwiseKernel? Function(Elementwise? function, Tensor? learned = null) => function is null ? null : new ElementwiseKernel(element, function) { Width = learned?.Size ?? 0 };

    /// <summary>Memory for one step, which writes it before it reads it.</summary>
    private static Tensor Scratch(string name, int size) => new(name, TensorKind.Workspace, size, perSample: false);
}
