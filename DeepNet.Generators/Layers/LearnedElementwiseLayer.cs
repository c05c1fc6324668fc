using System;
using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers;

/// <summary>A row of the table whose function has a learned operand: one for each channel, which is the last axis, or one for all elements.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="operation">The operation for an attribute's arguments.</param>
/// <param name="check">The check of the arguments.</param>
internal sealed class LearnedElementwiseLayer(string name, Func<AttributeSpec, Elementwise> operation, Action<LayerContext> check) : ElementwiseLayer(name, operation, check)
{
    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following)
    {
        LearnedOperand learned = Operation(node).Learned!;
        int size = node.Attribute.Flag("Shared") ? 1 : node.Shape.Last;
        yield return new ParameterSpec(learned.Name, Shape.Of(size), "Zeros", 1, 1) { Start = (0, size, node.Attribute.Number("Initial" + learned.Name)) };
    }

    public override string? NeedsOtherSteps(Node node) => node.Learned is { Size: > 1 } ? AlongLast(node) : null;

    /// <summary>
    /// The parts of the operand's gradient come first, because the input's gradient may take the memory of the output's; their sum comes last, because its update changes what
    /// the input's gradient reads.
    /// </summary>
    public override void Backward(Node node, BackwardBuilder builder)
    {
        Elementwise function = Operation(node);
        ParameterPlan learned = node.Learned!;
        string banner = BackwardBuilder.Banner(node);
        string operand = function.Learned!.Name;
        int size = node.Shape.Size;
        Tensor parts = new(node.Name + operand + "Parts", TensorKind.Workspace, size, perSample: true);
        builder.Add(new LearnedGradientParts($"{banner}: d{operand} of each element", size, function)
        {
            Parts = parts,
            Learned = learned,
            Saved = SavedOf(node, builder),
            DOutput = builder.GradientOf(node)!,
        });
        if (node.Inputs[0].NeedsGradient)
        {
            AddInputGradient(node, builder);
        }

        builder.Add(new BiasGradient($"{banner}: d{operand} = their sum", node.Name + operand, size / learned.Size) { Bias = learned, DOutput = parts });
    }
}
