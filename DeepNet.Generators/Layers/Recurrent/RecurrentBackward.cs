using System.Collections.Generic;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Recurrent;

/// <summary>Adds the gradients of the scans of a recurrent layer, from the last level to the first.</summary>
internal sealed class RecurrentBackward(Node node, BackwardBuilder builder, IReadOnlyList<IReadOnlyList<RecurrentDirection>> stack)
{
    private readonly int _steps = RecurrentLayer.Steps(node);

    public void Run()
    {
        Tensor dOutput = builder.GradientOf(node)!;
        string comment = BackwardBuilder.Banner(node);
        for (int i = stack.Count - 1; i >= 0; i--)
        {
            IReadOnlyList<RecurrentDirection> level = stack[i];
            Tensor? dSequence = i == 0 ? null : new Tensor(node.Name + RecurrentForward.LevelOutput(stack[i - 1]) + "Gradient", TensorKind.Workspace, _steps * level[0].Inputs, perSample: true);
            foreach (RecurrentDirection part in level)
            {
                builder.Add(new ScanGradient(comment, node.Name, part.Prefix, part.Scan(level), node.Attribute.Whole("TruncatedSteps"))
                {
                    DInput = dSequence is not null ? new GradientTarget(dSequence, part != level[0], null, null) : node.Inputs[0].NeedsGradient ? builder.Target(node.Inputs[0]) : null,
                    DOutput = dOutput,
                    Weight = part.Weight,
                    RecurrentWeight = part.RecurrentWeight,
                    Bias = part.Bias,
                    RecurrentBias = part.RecurrentBias,
                    Trace = part.Trace((name, _) => builder.Kept(node, name)),
                });
                comment = node.Name;
            }

            if (dSequence is not null)
            {
                AddDropout(stack[i - 1], dSequence);
                dOutput = dSequence;
            }
        }
    }

    private void AddDropout(IReadOnlyList<RecurrentDirection> level, Tensor gradient)
    {
        if (RecurrentLayer.DropoutRate(node) > 0)
        {
            builder.Add(new Dropout("", gradient.Size, RecurrentLayer.Mask(node, level[0].Level)) { Output = gradient, Input = gradient });
        }
    }
}
