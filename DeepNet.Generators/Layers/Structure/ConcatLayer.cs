using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>Joins layers along their last dimension.</summary>
internal sealed class ConcatLayer : LayerDefinition
{
    public override string Name => "Concat";

    public override string InputsArgument => "Inputs";

    public override Shape? InferShape(LayerContext context)
    {
        Shape first = context.Inputs[0].Shape;
        long last = first.Last;
        for (int i = 1; i < context.Inputs.Count; i++)
        {
            Shape other = context.Inputs[i].Shape;
            if (other.Rank != first.Rank || !other.WithLast(1).Equals(first.WithLast(1)))
            {
                context.Report("DEEP0103", InputsArgument, i, context.DisplayName, context.Inputs[0].Name, first.ToString(), context.Inputs[i].Name, other.ToString());
                return null;
            }

            last += other.Last;
        }

        if (last > int.MaxValue)
        {
            context.Report("DEEP0113", null, -1, context.DisplayName, last.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return null;
        }

        return first.WithLast((int)last);
    }

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title}({string.Join(", ", node.Inputs.Select(i => $"{i.Name} {i.Shape}"))})";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        string banner = ForwardBuilder.Banner(node);
        Tensor output = builder.NewValue(node);
        int column = 0;
        foreach (Node input in node.Inputs)
        {
            // Every call after the first writes into what the first began, so the tensor's life goes on.
            Operand target = column == 0 ? Operand.Write(output) : Operand.ReadWrite(output) with { Offset = column };
            int width = input.Shape.Last;
            builder.Add(new Step(
                banner,
                new CopyRowsKernel(builder.Element, width, width, node.Shape.Last),
                "Copy",
                [target, Operand.Read(builder.ValueOf(input)), Operand.Length(node.Shape.Size / node.Shape.Last)]));
            banner = "";
            column += width;
        }
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        string banner = BackwardBuilder.Banner(node) + ": each input gets its columns of dOutput";
        Tensor dOutput = builder.GradientOf(node)!;
        int column = 0;
        foreach (Node input in node.Inputs)
        {
            int width = input.Shape.Last;
            if (input.NeedsGradient)
            {
                GradientTarget target = builder.Target(input);
                builder.Add(new Step(
                    banner,
                    new CopyRowsKernel(builder.Element, width, node.Shape.Last, width),
                    target.Accumulate ? "Accumulate" : "Copy",
                    [
                        target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor),
                        Operand.Read(dOutput) with { Offset = column },
                        Operand.Length(node.Shape.Size / node.Shape.Last),
                    ]));
                banner = "";
            }

            column += width;
        }
    }
}
