using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>Products of matrices and convolutions.</summary>
internal sealed partial class CpuLowering
{
    private IEnumerable<Step> Lower(WeightedSum product) => product.Map switch
    {
        MatrixMap map => [Lower(product, map)],
        ConvolutionMap map => [Lower(product, map)],
        DepthwiseMap map => [Lower(product, map)],
        TransposedMap map => [Lower(product, map)],
        _ => throw new NotSupportedException(product.Map.GetType().Name),
    };

    private IEnumerable<Step> Lower(InputGradient gradient) => gradient.Map switch
    {
        MatrixMap map => [Lower(gradient, map)],
        ConvolutionMap map => [Lower(gradient, map)],
        DepthwiseMap map => [Lower(gradient, map)],
        TransposedMap map => [Lower(gradient, map)],
        _ => throw new NotSupportedException(gradient.Map.GetType().Name),
    };

    private IEnumerable<Step> Lower(WeightGradient gradient) => gradient.Map switch
    {
        MatrixMap map => [Lower(gradient, map)],
        ConvolutionMap map => [Lower(gradient, map)],
        DepthwiseMap map => [Lower(gradient, map)],
        TransposedMap map => Lower(gradient, map),
        _ => throw new NotSupportedException(gradient.Map.GetType().Name),
    };

    private Step Lower(WeightedSum product, MatrixMap map) => new(
        product.Comment,
        new DenseForwardKernel(element, map.Inputs, map.Units, product.Bias is not null, Function(product.Activation, product.Learned), product.PreActivation is not null),
        "Forward",
        [
            Operand.Write(product.Output),
            .. Optional(product.PreActivation, Operand.Write),
            Operand.Read(product.Input),
            Operand.Read(product.Weight),
            .. Optional(product.Bias, Operand.Read),
            .. Optional(product.Learned, Operand.Read),
            Operand.Length(map.Rows),
        ]);

    private Step Lower(InputGradient gradient, MatrixMap map)
    {
        GradientTarget target = gradient.DInput;
        DenseInputGradientKernel kernel = new(element, map.Inputs, map.Units, target.Accumulate, Function(target.Derivative));
        return new Step(
            gradient.Comment,
            kernel,
            "Backward",
            [
                Target(target),
                .. Optional(target.Saved, Operand.Read),
                .. kernel.Scratch(gradient.Name + "TransposedWeight"),
                Operand.Read(gradient.DOutput),
                Operand.Read(gradient.Weight),
                Operand.Length(map.Rows),
            ]);
    }

    private ParameterGradientStep Lower(WeightGradient gradient, MatrixMap map)
    {
        if (gradient.Bias is not null)
        {
            throw new NotSupportedException("The gradient of a bias is an operation of its own beside a product of matrices.");
        }

        DenseWeightGradientKernel kernel = new(element, map.Inputs, map.Units, null);
        return new ParameterGradientStep(
            gradient.Comment,
            kernel,
            [Operand.Read(gradient.Input), Operand.Read(gradient.DOutput), Operand.Length(map.Rows)],
            gradient.Weight,
            kernel with { Update = optimizer },
            Scratch(gradient.Name + "Scratch", kernel.UpdateScratch));
    }

    private ParameterGradientStep Lower(BiasGradient gradient)
    {
        BiasGradientKernel kernel = new(element, gradient.Bias.Size, null);
        return new ParameterGradientStep(
            gradient.Comment,
            kernel,
            [Operand.Read(gradient.DOutput), Operand.Length(gradient.Rows)],
            gradient.Bias,
            kernel with { Update = optimizer },
            Scratch(gradient.Name + "Scratch", gradient.Bias.Size));
    }
}
