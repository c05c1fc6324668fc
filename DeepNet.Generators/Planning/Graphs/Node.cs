using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Layers.Structure;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Planning.Graphs;

/// <summary>One input or layer of the graph, in source order.</summary>
internal sealed class Node(int index, int attributeIndex, AttributeSpec attribute, LayerDefinition? layer, string name, IReadOnlyList<Node> inputs, Shape shape)
{
    public int Index { get; } = index;

    /// <summary>The index of its attribute in <see cref="NetworkSpec.Attributes"/>.</summary>
    public int AttributeIndex { get; } = attributeIndex;

    public AttributeSpec Attribute { get; } = attribute;

    /// <summary>The layer's definition; null for an input.</summary>
    public LayerDefinition? Layer { get; } = layer;

    public bool IsInput => Layer is null;

    /// <summary>The name in PascalCase: of the property, of offsets and in files.</summary>
    public string Name { get; } = name;

    /// <summary>The name as it was written, for messages.</summary>
    public string WrittenName => Attribute.Text("Name") is { Length: > 0 } given && NameScope.Pascal(given) == Name ? given : Name;

    public IReadOnlyList<Node> Inputs { get; } = inputs;

    public Shape Shape { get; } = shape;

    /// <summary>The layers that take this node's output.</summary>
    public List<Node> Consumers { get; } = [];

    /// <summary>Whether the output leaves the network: it is an output of the class or has a loss.</summary>
    public bool IsObserved { get; set; }

    /// <summary>The activation that is computed inside this layer's kernel, or null.</summary>
    public Node? FusedActivation { get; set; }

    /// <summary>The layer whose kernel computes this activation, or null.</summary>
    public Node? FusedInto { get; set; }

    /// <summary>Whether the node is an integer input.</summary>
    public bool IsInteger { get; init; }

    /// <summary>Whether the layer's parameters stay as they are.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The layer whose parameters this one uses, or null for its own.</summary>
    public Node? SharedWith { get; init; }

    public double LearningRateScale { get; init; } = 1;

    public IReadOnlyList<ParameterPlan> Parameters { get; private set; } = [];

    public IReadOnlyList<BufferPlan> Buffers { get; set; } = [];

    /// <summary>Whether a parameter lies at or before this node, so that a gradient has to reach it.</summary>
    public bool NeedsGradient { get; private set; }

    /// <summary>Sets the parameters; those of all inputs must have been set before.</summary>
    public void SetParameters(IReadOnlyList<ParameterPlan> parameters)
    {
        Parameters = parameters;
        NeedsGradient = parameters.Any(p => !p.IsFrozen) || Inputs.Any(i => i.NeedsGradient);
    }

    public ParameterPlan? Parameter(string name) => Parameters.FirstOrDefault(p => p.Spec.Name == name);

    public BufferPlan Buffer(string name) => Buffers.First(b => b.Spec.Name == name);

    /// <summary>The input that an argument such as <c>Mask</c> names, or null if it was not written.</summary>
    public Node? Named(string argument) => OptionalInputs.TryGetValue(argument, out Node? node) ? node : null;

    /// <summary>The inputs behind the first that arguments name; see <see cref="LayerDefinition.OptionalInputs"/>.</summary>
    public IReadOnlyDictionary<string, Node> OptionalInputs { get; init; } = new Dictionary<string, Node>();

    /// <summary>This node, or what a chain of Flatten layers that ends here takes.</summary>
    public Node WithoutFlatten => Layer is FlattenLayer ? Inputs[0].WithoutFlatten : this;

    /// <summary>How comments name the layer: <c>Dense1</c>, or <c>trunk: Dense</c> if it was given a name.</summary>
    public string Title => Layer is null || Name.StartsWith(Layer.Name, System.StringComparison.Ordinal) ? Name : $"{Name}: {Layer.Name}";

    /// <summary>The elementwise operation of an activation layer, or null.</summary>
    public Elementwise? Elementwise => (Layer as ElementwiseLayer)?.Operation(this);

    /// <summary>The learned operand of an activation layer that has one, or null.</summary>
    public ParameterPlan? Learned => Elementwise?.Learned is { } learned ? Parameter(learned.Name) : null;
}
