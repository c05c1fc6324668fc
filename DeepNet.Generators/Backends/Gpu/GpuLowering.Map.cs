using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>Element by element.</summary>
internal sealed partial class GpuLowering
{
    private Dispatch? Lower(Map map)
    {
        BatchCount count = new(map.Size);
        switch (map)
        {
            case Activation m when m.Output == m.Input:
                return Each(m.Comment, new MapShader(m.Function.Forward(WidthOf(m.Learned)).InPlace()), count, [.. Optional(m.Learned)], [Of(m.Output)]);
            case Activation m:
                return Each(m.Comment, new MapShader(m.Function.Forward(WidthOf(m.Learned))), count, [Of(m.Input), .. Optional(m.Learned)], [Of(m.Output)]);
            case ActivationGradient m:
                return Each(m.Comment, new MapShader(m.Function.Backward(m.DInput.Accumulate, WidthOf(m.Learned))), count, [m.Saved, m.DOutput, .. Optional(m.Learned)], [m.DInput.Tensor]);
            case Copy m:
                return Each(m.Comment, Shader("Copy", "output = input", ["input", "x"], ["output", "result"], new Assignment("result", Variable("x"))), count, [Of(m.Input)], [Of(m.Output)]);
            case Zeros m:
                return Each(m.Comment, Shader("Zeros", "output = 0", [], ["output", "result"], new Assignment("result", 0)), count, [], [Of(m.Output)]);
            case Accumulation m:
                return Each(m.Comment, Shader("Accumulation", "target += input", ["input", "x"], ["target", "sum"], new Assignment("sum", Variable("sum") + Variable("x"))), count, [Of(m.Input)], [Of(m.Target)]);
            case Sum m:
                List<string> inputs = [];
                Expression? sum = null;
                for (int i = 0; i < m.Inputs.Count; i++)
                {
                    string x = "x" + i.ToString(CultureInfo.InvariantCulture);
                    inputs.AddRange(["input" + i.ToString(CultureInfo.InvariantCulture), x]);
                    sum = sum is null ? Variable(x) : sum + Variable(x);
                }

                return m.Inputs.Count > MostInputs ? null
                    : Each(m.Comment, Shader("Sum" + m.Inputs.Count.ToString(CultureInfo.InvariantCulture), "output = Σ inputs", inputs, ["output", "result"], new Assignment("result", sum!)), count, m.Inputs.Select(i => (GpuOperand)Of(i)).ToList(), [Of(m.Output)]);
            case Dropout m:
                return Each(m.Comment, new DropoutShader(m.Mask.Rate, Key(m.Mask.Number), m.Accumulate, m.Output == m.Input), count, m.Output == m.Input ? [GpuPlan.KeyTensor] : [Of(m.Input), GpuPlan.KeyTensor], [Of(m.Output)]);
            case Pair m:
                return Each(m.Comment, new PairShader(m.Function, m.Layout, m.Positions, m.Width), count, [Of(m.Left), Of(m.Right)], [Of(m.Output)]);
            case PairGradient m:
                return Lower(m);
            case TableSum m:
                return Each(m.Comment, new TableSumShader(m.Size), count, [Of(m.Input), m.Table], [Of(m.Output)]);
            default:
                return null;
        }
    }

    /// <summary>The parts of the operand's gradient come first, because the input's gradient may take the memory of the output's; their sum comes last, because its update changes what the input's gradient reads.</summary>
    private IEnumerable<Dispatch> Lower(LearnedActivationGradient gradient)
    {
        string operand = gradient.Function.Learned!.Name;
        Tensor parts = new(gradient.Name + "Parts", TensorKind.Workspace, gradient.Size, perSample: true);
        yield return Each($"{gradient.Comment}: d{operand} of each element", new MapShader(gradient.Function.Parts()), new BatchCount(gradient.Size), [gradient.Saved, gradient.DOutput], [parts]);
        if (gradient.DInput is { } target)
        {
            ActivationGradient derivative = new($"{gradient.Comment}: derivative", gradient.Size, gradient.Function) { DInput = target, Saved = gradient.Saved, Learned = gradient.Learned.Tensor, DOutput = gradient.DOutput };
            yield return Lower(derivative)!;
        }

        yield return Lower(new BiasGradient($"{gradient.Comment}: d{operand} = their sum", gradient.Name, gradient.Size / gradient.Learned.Size) { Bias = gradient.Learned, DOutput = parts });
    }

    private Dispatch Lower(PairGradient gradient)
    {
        int size = !gradient.IsRight ? gradient.Size : gradient.Layout switch { PairLayout.Row => gradient.Width, PairLayout.Column => gradient.Positions, _ => gradient.Size };
        return Each(
            gradient.Comment,
            new PairGradientShader(gradient.Function, gradient.Layout, gradient.Positions, gradient.Width, gradient.IsRight, gradient.DInput.Accumulate),
            new BatchCount(size),
            gradient.Function == PairFunction.Multiply ? [Of(gradient.Other), gradient.DOutput] : [gradient.DOutput],
            [gradient.DInput.Tensor]);
    }

    /// <summary>The place of a mask's key; forward and backward have the same.</summary>
    private int Key(int mask)
    {
        if (!keys.Contains(mask))
        {
            keys.Add(mask);
        }

        return keys.IndexOf(mask);
    }

    /// <summary>The buffers that every device can read in one shader.</summary>
    public const int MostInputs = 6;

    /// <summary>A map; ports come as pairs of buffer and variable.</summary>
    private static MapShader Shader(string name, string formula, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params Assignment[] assignments) =>
        new(new MapProgram(name, formula, Ports(inputs), Ports(outputs), EquatableArray<string>.Empty, assignments.ToEquatableArray()));

    private static int WidthOf(Tensor? learned) => learned?.Size ?? 0;

    private static EquatableArray<MapPort> Ports(IReadOnlyList<string> names) =>
        Enumerable.Range(0, names.Count / 2).Select(i => new MapPort(names[2 * i], names[2 * i + 1])).ToEquatableArray();
}
