using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Attention;

/// <summary>Multi-head attention: three projections, the weighted means of all heads, and a projection of those.</summary>
internal sealed class MultiHeadAttentionLayer : LayerDefinition
{
    private const string TableName = "Rotations";

    public override string Name => "MultiHeadAttention";

    public override string? NeedsOtherSteps(Node node) => "looks at other steps";

    public override IReadOnlyList<string> OptionalInputs => ["Memory", "Mask"];

    public override Shape? InferShape(LayerContext context)
    {
        context.Fraction("Dropout");
        Shape? shape = CheckSequence(context);
        if (HeadSize(context, shape) is { } size && size % 2 != 0 && context.Attribute.Flag("Rotary"))
        {
            context.Report("DEEP0153", "Rotary", -1, context.DisplayName, Text(size));
        }

        CheckOtherInputs(context);
        if (shape is not null && !context.HasErrors)
        {
            CheckElements(context, shape);
        }

        return context.HasErrors ? null : shape;
    }

    /// <summary>Checks that an int counts the elements of queries, keys and values and of what is held of a head at one time.</summary>
    private static void CheckElements(LayerContext context, Shape shape)
    {
        BigInteger heads = (int)context.Attribute["Heads"]!;
        BigInteger headSize = context.Attribute["HeadSize"] is int and > 0 and var given ? given : shape.Last / heads;
        BigInteger steps = context.Inputs.Where(i => i.Shape.Rank == 2).Max(i => i.Shape.Sizes[0]);
        BigInteger elements = BigInteger.Max(steps * heads * headSize, AttentionShape.MostScratch(steps, headSize));
        if (elements > int.MaxValue)
        {
            context.Report("DEEP0113", null, -1, context.DisplayName, elements.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The shape of a sequence that is attended to; null where it is none, which is reported, or behind a faulty layer.</summary>
    public static Shape? CheckSequence(LayerContext context)
    {
        Node input = context.Inputs[0];
        if (input.Name.Length == 0)
        {
            return null;
        }

        if (input.Shape.Rank == 2)
        {
            return input.Shape;
        }

        context.Report("DEEP0151", null, -1, context.DisplayName, input.Name, input.Shape.ToString());
        return null;
    }

    /// <summary>The elements of a head; null where the heads do not fit, which is reported, or where the features are unknown.</summary>
    public static int? HeadSize(LayerContext context, Shape? shape)
    {
        int heads = context.Count("Heads");
        int given = context.Attribute["HeadSize"] as int? ?? 0;
        if (given != 0)
        {
            return context.Count("HeadSize") is var size && size > 0 ? size : null;
        }

        if (heads < 1 || shape is null)
        {
            return null;
        }

        if (shape.Last % heads != 0)
        {
            // A quotient that two digits do not hold is not written, since rounding may make it a whole number.
            decimal quotient = (decimal)shape.Last / heads;
            string value = decimal.Round(quotient, 2) == quotient ? " = " + quotient.ToString("0.##", CultureInfo.InvariantCulture) : "";
            string fault = heads > shape.Last ? $"there are fewer features, {Text(shape.Last)}, than heads, {Text(heads)}" : $"{Text(shape.Last)} / {Text(heads)}{value} is not a whole number";
            context.Report("DEEP0150", "Heads", -1, context.DisplayName, fault);
            return null;
        }

        return shape.Last / heads;
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following) => Projections(node).SelectMany(p => p.Parameters());

    public override IEnumerable<BufferSpec> Buffers(Node node)
    {
        if (IsRotary(node))
        {
            AttentionShape shape = ShapeOf(node);
            int steps = Math.Max(shape.Queries, shape.Keys);
            yield return new BufferSpec(TableName, Shape.Of(steps, shape.HeadSize), 0, new RotaryTable(shape.HeadSize));
        }
    }

    public override long Flops(Node node)
    {
        // Two products, and five operations a weight in the softmax.
        AttentionShape shape = ShapeOf(node);
        return Projections(node).Sum(p => p.Flops) + (long)shape.Heads * shape.Queries * shape.Keys * (4L * shape.HeadSize + 5);
    }

    public override string Describe(Node node)
    {
        AttentionShape shape = ShapeOf(node);
        string steps = Memory(node) == node.Inputs[0] ? $"{Text(shape.Queries)} steps" : $"{Text(shape.Queries)} steps to {Text(shape.Keys)} of {Memory(node).Name}";
        return $"{node.Title}, {Text(shape.Heads)} heads of {Text(shape.HeadSize)}, {steps}{(shape.IsCausal ? ", causal" : "")}{(IsRotary(node) ? ", rotary" : "")}{(Mask(node) is { } mask ? $", mask {mask.Name}" : "")}";
    }

    public override void Forward(Node node, ForwardBuilder builder)
    {
        AttentionShape shape = ShapeOf(node);
        Projection[] projections = Projections(node);
        Tensor input = builder.ValueOf(node.Inputs[0]);
        Tensor memory = builder.ValueOf(Memory(node));
        Tensor query = builder.Keep(node, "Query", shape.Queries * shape.Width, perSample: true);
        Tensor key = builder.Keep(node, "Key", shape.Keys * shape.Width, perSample: true);
        Tensor value = builder.Keep(node, "Value", shape.Keys * shape.Width, perSample: true);
        Tensor attended = builder.Keep(node, "Attended", shape.Queries * shape.Width, perSample: true);
        projections[0].Forward(node, builder, $"{ForwardBuilder.Banner(node)}: query, key, value = input · weight{(HasBias(node) ? " + bias" : "")}", query, input);
        projections[1].Forward(node, builder, "", key, memory);
        projections[2].Forward(node, builder, "", value, memory);
        AddRotations(node, builder.Add, query, key, isInverse: false);
        builder.Add(new ScaledDotProductAttention($"{ForwardBuilder.Banner(node)}: softmax(query · keyᵀ / √{Text(shape.HeadSize)}) · value for each head", node.Name, shape)
        {
            Output = attended,
            Statistics = builder.Training && node.NeedsGradient ? builder.Keep(node, "Sums", 2 * shape.Heads * shape.Queries, perSample: true) : null,
            Query = query,
            Key = key,
            Value = value,
            Mask = Mask(node) is { } mask ? builder.ValueOf(mask) : null,
            Dropout = builder.Training ? Dropout(node) : null,
        });
        projections[3].Forward(node, builder, $"{ForwardBuilder.Banner(node)}: {node.Shape.WithBatch} = heads · weight{(HasBias(node) ? " + bias" : "")}", builder.NewValue(node), attended);
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        AttentionShape shape = ShapeOf(node);
        Projection[] projections = Projections(node);
        string banner = BackwardBuilder.Banner(node);
        Tensor attended = builder.Kept(node, "Attended");
        Tensor dAttended = Gradient(node, "Attended", shape.Queries * shape.Width);
        projections[3].Backward(node, builder, $"{banner}: dHeads = dOutput · weightᵀ, dWeight = headsᵀ · dOutput", builder.GradientOf(node)!, attended, GradientTarget.New(dAttended));

        Tensor dQuery = Gradient(node, "Query", shape.Queries * shape.Width);
        Tensor dKey = Gradient(node, "Key", shape.Keys * shape.Width);
        Tensor dValue = Gradient(node, "Value", shape.Keys * shape.Width);
        string formula = $"dValue = Pᵀ · dHeads, dS = P ∘ (dHeads · valueᵀ - rowsum(dHeads ∘ heads)) / √{Text(shape.HeadSize)}, dQuery = dS · key, dKey = dSᵀ · query";
        builder.Add(new ScaledDotProductAttentionGradient($"{banner}: {formula}", node.Name, shape)
        {
            DQuery = dQuery,
            DKey = dKey,
            DValue = dValue,
            Query = builder.Kept(node, "Query"),
            Key = builder.Kept(node, "Key"),
            Value = builder.Kept(node, "Value"),
            Output = attended,
            Statistics = builder.Kept(node, "Sums"),
            DOutput = dAttended,
            Mask = Mask(node) is { } mask ? builder.ValueOf(mask) : null,
            Dropout = Dropout(node),
        });
        AddRotations(node, builder.Add, dQuery, dKey, isInverse: true);

        Tensor[] gradients = [dQuery, dKey, dValue];
        for (int i = 0; i < gradients.Length; i++)
        {
            Node source = i == 0 ? node.Inputs[0] : Memory(node);
            string text = i == 0 ? $"{banner}: through the projections to the input{(source == Memory(node) ? "" : " and to " + Memory(node).Name)}" : "";
            projections[i].Backward(node, builder, text, gradients[i], builder.ValueOf(source), source.NeedsGradient ? builder.Target(source) : null);
        }
    }

    private static void AddRotations(Node node, Action<Operation> add, Tensor query, Tensor key, bool isInverse)
    {
        if (IsRotary(node))
        {
            AttentionShape shape = ShapeOf(node);
            Tensor table = node.Buffer(TableName).Tensor;
            add(new Rotation("", shape.Heads, shape.HeadSize, shape.Queries) { IsInverse = isInverse, Values = query, Table = table });
            add(new Rotation("", shape.Heads, shape.HeadSize, shape.Keys) { IsInverse = isInverse, Values = key, Table = table });
        }
    }

    private static void CheckOtherInputs(LayerContext context)
    {
        int next = 1;
        Node keys = context.Inputs[0];
        if (context.Attribute.Text("Memory") is not null && context.Inputs.Count > next)
        {
            keys = context.Inputs[next++];
            if (keys.Shape.Rank != 2)
            {
                context.Report("DEEP0151", "Memory", -1, context.DisplayName, keys.Name, keys.Shape.ToString());
            }
            else if (keys.IsInteger)
            {
                context.Report("DEEP0118", "Memory", -1, context.DisplayName, keys.Name);
            }
            else if (context.Attribute.Flag("Causal"))
            {
                context.Report("DEEP0154", "Causal", -1, context.DisplayName, keys.Name);
            }
        }

        if (context.Attribute.Text("Mask") is not null && context.Inputs.Count > next)
        {
            CheckMask(context, context.Inputs[next], keys);
        }
    }

    /// <summary>Reports a mask that is not an integer for each key.</summary>
    public static void CheckMask(LayerContext context, Node mask, Node keys)
    {
        if (keys.Shape.Rank == 2 && keys.Name.Length > 0 && (!mask.IsInteger || !mask.Shape.Equals(Shape.Of(keys.Shape.Sizes[0]))))
        {
            string kind = mask.IsInteger ? "integer input" : mask.IsInput ? "input of real numbers" : mask.Layer!.Name;
            context.Report("DEEP0152", "Mask", -1, context.DisplayName, Text(keys.Shape.Sizes[0]), mask.Name, $"{kind} {mask.Shape}");
        }
    }

    private static Projection[] Projections(Node node)
    {
        AttentionShape shape = ShapeOf(node);
        int features = node.Shape.Last;
        int others = Memory(node).Shape.Last;
        bool hasBias = HasBias(node);

        // where keys are not rotated, their bias adds the same to all scores of a query, which the softmax takes away again: its gradient is rounding.
        return
        [
            new Projection("Query", features, shape.Width, shape.Queries, hasBias),
            new Projection("Key", others, shape.Width, shape.Keys, hasBias && IsRotary(node)),
            new Projection("Value", others, shape.Width, shape.Keys, hasBias),
            new Projection("Output", shape.Width, features, shape.Queries, hasBias),
        ];
    }

    private static AttentionShape ShapeOf(Node node)
    {
        int heads = node.Attribute["Heads"] as int? ?? 1;
        int headSize = node.Attribute["HeadSize"] is int and > 0 and var given ? given : node.Shape.Last / heads;
        return new AttentionShape(heads, headSize, node.Shape.Sizes[0], Memory(node).Shape.Sizes[0], node.Attribute.Flag("Causal"));
    }

    private static Tensor Gradient(Node node, string name, int size) => new($"{node.Name}{name}Gradient", TensorKind.Workspace, size, perSample: true);

    private static Node Memory(Node node) => node.Named("Memory") ?? node.Inputs[0];

    private static Node? Mask(Node node) => node.Named("Mask");

    private static RandomMask? Dropout(Node node) => node.Attribute.Number("Dropout") is > 0 and var rate ? new RandomMask(node.Index, rate) : null;

    private static bool HasBias(Node node) => node.Attribute.Flag("Bias");

    private static bool IsRotary(Node node) => node.Attribute.Flag("Rotary");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
