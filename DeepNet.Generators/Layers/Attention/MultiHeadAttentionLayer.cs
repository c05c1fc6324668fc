using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Attention;
using DeepNet.Generators.Emit;
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
        context.Fraction("Dropout", 0);
        Shape? shape = CheckSequence(context);
        if (HeadSize(context, shape) is { } size && size % 2 != 0 && LayerContext.Flag(context.Attribute, "Rotary"))
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

    /// <summary>Checks that an int counts the elements of queries, keys and values and of what the kernels compute at one time.</summary>
    private static void CheckElements(LayerContext context, Shape shape)
    {
        BigInteger heads = (int)context.Attribute["Heads"]!;
        BigInteger headSize = context.Attribute["HeadSize"] is int and > 0 and var given ? given : shape.Last / heads;
        BigInteger steps = context.Inputs.Where(i => i.Shape.Rank == 2).Max(i => i.Shape.Sizes[0]);
        BigInteger elements = BigInteger.Max(steps * heads * headSize, AttentionSizes.MostScratch(steps, headSize));
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
            string quotient = ((double)shape.Last / heads).ToString("0.##", CultureInfo.InvariantCulture);
            context.Report("DEEP0150", "Heads", -1, context.DisplayName, $"{Text(shape.Last)} / {Text(heads)} = {quotient}");
            return null;
        }

        return shape.Last / heads;
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following) => Projections(node).SelectMany(p => p.Parameters());

    public override IEnumerable<BufferSpec> Buffers(Node node)
    {
        if (IsRotary(node))
        {
            AttentionSizes sizes = Sizes(node, false);
            int steps = Math.Max(sizes.Queries, sizes.Keys);
            yield return new BufferSpec(TableName, Shape.Of(steps, sizes.HeadSize), 0, $"global::DeepNet.CompilerServices.PositionTables.Rotary({{0}}, {Text(sizes.HeadSize)});");
        }
    }

    public override long Flops(Node node)
    {
        // Two products, and five operations a weight in the softmax.
        AttentionSizes sizes = Sizes(node, false);
        return Projections(node).Sum(p => p.Flops) + (long)sizes.Heads * sizes.Queries * sizes.Keys * (4L * sizes.HeadSize + 5);
    }

    public override string Describe(Node node)
    {
        AttentionSizes sizes = Sizes(node, false);
        string steps = Memory(node) == node.Inputs[0] ? $"{Text(sizes.Queries)} steps" : $"{Text(sizes.Queries)} steps to {Text(sizes.Keys)} of {Memory(node).Name}";
        return $"{node.Title}, {Text(sizes.Heads)} heads of {Text(sizes.HeadSize)}, {steps}{(sizes.IsCausal ? ", causal" : "")}{(IsRotary(node) ? ", rotary" : "")}{(Mask(node) is { } mask ? $", mask {mask.Name}" : "")}";
    }

    public override void Forward(Node node, ForwardBuilder builder)
    {
        AttentionSizes sizes = Sizes(node, builder.Training);
        Projection[] projections = Projections(node);
        Tensor input = builder.ValueOf(node.Inputs[0]);
        Tensor memory = builder.ValueOf(Memory(node));
        Tensor query = builder.Keep(node, "Query", sizes.Queries * sizes.Width, perSample: true);
        Tensor key = builder.Keep(node, "Key", sizes.Keys * sizes.Width, perSample: true);
        Tensor value = builder.Keep(node, "Value", sizes.Keys * sizes.Width, perSample: true);
        Tensor attended = builder.Keep(node, "Attended", sizes.Queries * sizes.Width, perSample: true);
        projections[0].Forward(node, builder, $"{ForwardBuilder.Banner(node)}: query, key, value = input · weight{(HasBias(node) ? " + bias" : "")}", query, input);
        projections[1].Forward(node, builder, "", key, memory);
        projections[2].Forward(node, builder, "", value, memory);
        AddRotations(node, sizes, "Forward", query, key, builder.Element, builder.Add);

        bool keepsSums = builder.Training && node.NeedsGradient;
        List<Operand> operands = [Operand.Write(attended)];
        if (keepsSums)
        {
            operands.Add(Operand.Write(builder.Keep(node, "Sums", 2 * sizes.Heads * sizes.Queries, perSample: true)));
        }

        operands.AddRange([Scratch(node, sizes.ForwardScratch), Operand.Read(query), Operand.Read(key), Operand.Read(value)]);
        AddRest(node, sizes, builder.ValueOf, builder.Element, operands);
        builder.Add(new Step(
            $"{ForwardBuilder.Banner(node)}: softmax(query · keyᵀ / √{Text(sizes.HeadSize)}) · value for each head",
            new AttentionForwardKernel(builder.Element, sizes, keepsSums),
            "Forward",
            operands));
        projections[3].Forward(node, builder, $"{ForwardBuilder.Banner(node)}: {node.Shape.WithBatch} = heads · weight{(HasBias(node) ? " + bias" : "")}", builder.NewValue(node), attended);
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        AttentionSizes sizes = Sizes(node, isTraining: true);
        Projection[] projections = Projections(node);
        string banner = BackwardBuilder.Banner(node);
        Tensor attended = builder.Kept(node, "Attended");
        Tensor dAttended = Gradient(node, "Attended", sizes.Queries * sizes.Width);
        projections[3].Backward(
            node, builder, $"{banner}: dHeads = dOutput · weightᵀ, dWeight = headsᵀ · dOutput", builder.GradientOf(node)!, attended, new GradientTarget(dAttended, false, null, null));

        Tensor dQuery = Gradient(node, "Query", sizes.Queries * sizes.Width);
        Tensor dKey = Gradient(node, "Key", sizes.Keys * sizes.Width);
        Tensor dValue = Gradient(node, "Value", sizes.Keys * sizes.Width);
        List<Operand> operands =
        [
            Operand.Write(dQuery), Operand.Write(dKey), Operand.Write(dValue), Scratch(node, sizes.BackwardScratch),
            Operand.Read(builder.Kept(node, "Query")), Operand.Read(builder.Kept(node, "Key")), Operand.Read(builder.Kept(node, "Value")),
            Operand.Read(attended), Operand.Read(builder.Kept(node, "Sums")), Operand.Read(dAttended),
        ];
        AddRest(node, sizes, builder.ValueOf, builder.Element, operands);
        builder.Add(new Step(
            $"{banner}: dValue = Pᵀ · dHeads, dS = P ∘ (dHeads · valueᵀ - rowsum(dHeads ∘ heads)) / √{Text(sizes.HeadSize)}, dQuery = dS · key, dKey = dSᵀ · query",
            new AttentionBackwardKernel(builder.Element, sizes),
            "Backward",
            operands));
        AddRotations(node, sizes, "Backward", dQuery, dKey, builder.Element, builder.Add);

        Tensor[] gradients = [dQuery, dKey, dValue];
        for (int i = 0; i < gradients.Length; i++)
        {
            Node source = i == 0 ? node.Inputs[0] : Memory(node);
            string formula = i == 0 ? $"{banner}: through the projections to the input{(source == Memory(node) ? "" : " and to " + Memory(node).Name)}" : "";
            projections[i].Backward(node, builder, formula, gradients[i], builder.ValueOf(source), source.NeedsGradient ? builder.Target(source) : null);
        }
    }

    private static void AddRotations(Node node, AttentionSizes sizes, string method, Tensor query, Tensor key, ElementType element, Action<Step> add)
    {
        if (!IsRotary(node))
        {
            return;
        }

        Operand table = Operand.Read(node.Buffer(TableName).Tensor);
        add(new Step("", new RotaryKernel(element, sizes.Heads, sizes.HeadSize, sizes.Queries), method, [Operand.ReadWrite(query), table, Operand.Batch]));
        add(new Step("", new RotaryKernel(element, sizes.Heads, sizes.HeadSize, sizes.Keys), method, [Operand.ReadWrite(key), table, Operand.Batch]));
    }

    /// <summary>The operands of both directions behind the others: mask, batch, dropout.</summary>
    private static void AddRest(Node node, AttentionSizes sizes, Func<Node, Tensor> valueOf, ElementType element, List<Operand> operands)
    {
        if (Mask(node) is { } mask)
        {
            operands.Add(Operand.Read(valueOf(mask)));
        }

        operands.Add(Operand.Batch);
        if (sizes.HasDropout)
        {
            operands.AddRange([Operand.Of(new MaskKey(node.Index)), Operand.Of(new UnsignedNumber((uint)Math.Floor(DropoutRate(node) * 4294967296.0))), Operand.Real(1 / (1 - DropoutRate(node)))]);
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
            else if (LayerContext.Flag(context.Attribute, "Causal"))
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
        AttentionSizes sizes = Sizes(node, false);
        int features = node.Shape.Last;
        int others = Memory(node).Shape.Last;
        bool hasBias = HasBias(node);

        // where keys are not rotated, their bias adds the same to all scores of a query, which the softmax takes away again: its gradient is rounding.
        return
        [
            new Projection("Query", features, sizes.Width, sizes.Queries, hasBias),
            new Projection("Key", others, sizes.Width, sizes.Keys, hasBias && IsRotary(node)),
            new Projection("Value", others, sizes.Width, sizes.Keys, hasBias),
            new Projection("Output", sizes.Width, features, sizes.Queries, hasBias),
        ];
    }

    private static AttentionSizes Sizes(Node node, bool isTraining)
    {
        int heads = node.Attribute["Heads"] as int? ?? 1;
        int headSize = node.Attribute["HeadSize"] is int and > 0 and var given ? given : node.Shape.Last / heads;
        return new AttentionSizes(
            heads, headSize, node.Shape.Sizes[0], Memory(node).Shape.Sizes[0], LayerContext.Flag(node.Attribute, "Causal"), Mask(node) is not null, isTraining && DropoutRate(node) > 0);
    }

    private static Operand Scratch(Node node, int size) => Operand.Write(new Tensor(node.Name + "Scratch", TensorKind.Workspace, size, perSample: false));

    private static Tensor Gradient(Node node, string name, int size) => new($"{node.Name}{name}Gradient", TensorKind.Workspace, size, perSample: true);

    private static Node Memory(Node node) => node.Named("Memory") ?? node.Inputs[0];

    private static Node? Mask(Node node) => node.Named("Mask");

    private static double DropoutRate(Node node) => LayerContext.Number(node.Attribute, "Dropout", 0);

    private static bool HasBias(Node node) => LayerContext.Flag(node.Attribute, "Bias", true);

    private static bool IsRotary(Node node) => LayerContext.Flag(node.Attribute, "Rotary");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
