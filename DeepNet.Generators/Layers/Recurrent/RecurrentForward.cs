using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Planning.Stepping;

namespace DeepNet.Generators.Layers.Recurrent;

/// <summary>Adds the scans of a recurrent layer, level by level.</summary>
internal sealed class RecurrentForward(Node node, ForwardBuilder builder, IReadOnlyList<IReadOnlyList<RecurrentDirection>> stack)
{
    private readonly int _steps = RecurrentLayer.Steps(node);

    // Where the state stays from one call to the next; null if the layer goes through its whole sequence in each.
    private readonly SteppingStates? _states = builder.Stepping is { } states && states.IsSequence(node.Inputs[0]) ? states : null;

    public void Run()
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        string comment = ForwardBuilder.Banner(node);
        foreach (IReadOnlyList<RecurrentDirection> level in stack)
        {
            bool isLast = level == stack[stack.Count - 1];
            int width = level.Sum(p => p.Units);
            Tensor output = isLast ? builder.NewValue(node) : builder.Keep(node, LevelOutput(level), _steps * width, perSample: true);
            foreach (RecurrentDirection part in level)
            {
                builder.Add(new Scan(comment, node.Name, part.Prefix, part.Scan(level))
                {
                    Output = output,
                    Input = input,
                    Weight = part.Weight.Tensor,
                    RecurrentWeight = part.RecurrentWeight.Tensor,
                    Bias = part.Bias.Tensor,
                    RecurrentBias = part.RecurrentBias?.Tensor,
                    State = _states is null ? null : part.State(_states),
                    Trace = builder.Training ? part.Trace((name, size) => builder.Keep(node, name, size, perSample: true)) : null,
                });
                comment = node.Name;
            }

            input = isLast ? output : Dropped(level, output);
        }
    }

    /// <summary>The name of the output of a level that is not the last.</summary>
    public static string LevelOutput(IReadOnlyList<RecurrentDirection> level) => level[0].Prefix + "Sequence";

    private Tensor Dropped(IReadOnlyList<RecurrentDirection> level, Tensor output)
    {
        if (!builder.Training || RecurrentLayer.DropoutRate(node) == 0)
        {
            return output;
        }

        Tensor dropped = builder.Keep(node, level[0].Prefix + "Dropped", output.Size, perSample: true);
        builder.Add(new Dropout("", output.Size, RecurrentLayer.Mask(node, level[0].Level)) { Output = dropped, Input = output });
        return dropped;
    }
}
