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

    public override void Backward(Node node, BackwardBuilder builder)
    {
        ParameterPlan learned = node.Learned!;
        if (learned.IsFrozen)
        {
            base.Backward(node, builder);
            return;
        }

        Elementwise function = Operation(node);
        string operand = function.Learned!.Name;
        builder.Add(new LearnedActivationGradient(BackwardBuilder.Banner(node), node.Name + operand, node.Shape.Size, function)
        {
            DInput = node.Inputs[0].NeedsGradient ? builder.Target(node.Inputs[0]) : null,
            Learned = learned,
            Saved = SavedOf(node, builder),
            DOutput = builder.GradientOf(node)!,
        });
    }
}
