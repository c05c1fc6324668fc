using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Model;
using DeepNet.Generators.Pipeline;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Tests.Names;

/// <summary>
/// A kernel's text is a function of its name, so that networks of one assembly share it: pairs of all options of all layers, losses and
/// optimizers are planned, and kernels of one name have one text.
/// </summary>
public sealed class KernelNameTests
{
    private static readonly int[][] Shapes = [[4], [6], [3, 4], [5, 4], [3, 6], [8, 8, 4], [8, 9, 4], [8, 8, 8], [5, 8, 6, 4]];

    private readonly HashSet<KernelSpec> _seen = [];
    private readonly Dictionary<string, (string Text, string Network)> _texts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _kinds = [];
    private readonly List<string> _faults = [];

    [Fact]
    public void Optimizers()
    {
        AttributeSpec mean = Options.Make(typeof(MeanSquaredErrorLossAttribute), []);
        foreach (AttributeSpec optimizer in Options.Of<OptimizerAttribute>().SelectMany(Options.Pairs))
        {
            foreach (bool isFrozen in new[] { false, true })
            {
                Add(Network([6]), Dense(8, isFrozen), Dense(3, isFrozen), mean, optimizer);
            }
        }

        Check(Options.Of<OptimizerAttribute>(), 500);
    }

    [Fact]
    public void Losses()
    {
        AttributeSpec sgd = Options.Make(typeof(SgdAttribute), []);
        foreach (AttributeSpec loss in Options.Of<LossAttribute>().SelectMany(Options.Pairs))
        {
            foreach (int units in new[] { 1, 3, 4, 5 })
            {
                Add(Network([6]), Dense(units), loss, sgd);
                Add(Network([5, 6]), Dense(units, perStep: true), loss, sgd);
                AttributeSpec triplet = loss with { Arguments = loss.Arguments.Append(new ArgumentSpec("Positive", "b")).Append(new ArgumentSpec("Negative", "c")).ToEquatableArray() };
                if (loss.Kind == "TripletLoss")
                {
                    Add(Network([6]), Named(Dense(units), "b"), Named(Dense(units), "c"), Dense(units), triplet, sgd);
                }
            }
        }

        Check(Options.Of<LossAttribute>(), 100);
    }

    [Fact]
    public void Layers()
    {
        AttributeSpec mean = Options.Make(typeof(MeanSquaredErrorLossAttribute), []);
        AttributeSpec adam = Options.Make(typeof(AdamAttribute), []);
        AttributeSpec relu = Options.Make(typeof(ReLUAttribute), []);
        foreach (AttributeSpec layer in Options.Of<LayerAttribute>().SelectMany(Options.Pairs))
        {
            foreach (int[] shape in Shapes)
            {
                // An embedding takes integers; what takes two layers takes a and b; masks are inputs.
                bool isEmbedding = layer.Kind == "Embedding";
                AttributeSpec[] before = isEmbedding ? [] : shape.Length == 1 ? [Named(Dense(shape[0]), "a"), Named(Dense(shape[0]), "b")]
                    : [Named(Dense(shape[^1], perStep: true), "a"), Named(Dense(shape[^1], perStep: true), "b")];
                AttributeSpec[] mask = layer["Mask"] is null ? [] : [Named(Input([shape[0]], isInteger: true), "mask")];
                Add(Network(shape, isEmbedding), [.. mask, .. before, layer, relu, Dense(2), mean, adam]);
            }
        }

        Check(Options.Of<LayerAttribute>(), 1000);
    }

    private static (AttributeSpec Network, AttributeSpec Input) Network(int[] shape, bool isInteger = false) =>
        (new AttributeSpec("Network", new[] { new ArgumentSpec("MaxBatch", 4) }.ToEquatableArray(), false), Named(Input(shape, isInteger), "input"));

    private static AttributeSpec Input(int[] shape, bool isInteger) =>
        Options.Make(typeof(InputAttribute), [new ArgumentSpec("Shape", shape.ToEquatableArray()), new ArgumentSpec("Integer", isInteger)]);

    private static AttributeSpec Named(AttributeSpec attribute, string name) => attribute with { Arguments = attribute.Arguments.Append(new ArgumentSpec("Name", name)).ToEquatableArray() };

    private static AttributeSpec Dense(int units, bool isFrozen = false, bool perStep = false) =>
        Options.Make(typeof(DenseAttribute), [new ArgumentSpec("Units", units), new ArgumentSpec("Freeze", isFrozen), new ArgumentSpec("PerStep", perStep)]);

    private void Add((AttributeSpec Network, AttributeSpec Input) network, params AttributeSpec[] attributes)
    {
        NetworkSpec spec = new()
        {
            Namespace = "",
            ContainingTypes = EquatableArray<TypeSpec>.Empty,
            Type = new TypeSpec("class", "Net"),
            FileStem = "Net",
            Attributes = attributes.Prepend(network.Input).ToEquatableArray(),
            Network = network.Network,
            Members = EquatableArray<UserMember>.Empty,
            Faults = EquatableArray<Mistake>.Empty,
        };
        CompileResult result = NetworkCompiler.Compile(spec, CacheSizes.Default, CancellationToken.None);
        string name = string.Join(", ", attributes.Select(a => $"{a.Kind}({string.Join(", ", a.Arguments.Select(x => $"{x.Name} = {x.Value}"))})"));
        if (result.Errors.FirstOrDefault(e => e.Id == InternalError.Id) is { } fault)
        {
            _faults.Add(name + ": " + string.Join(" ", fault.MessageArguments));
        }

        // What is refused has no kernels.
        if (result.Plan is null)
        {
            return;
        }

        _kinds.UnionWith(attributes.Select(a => a.Kind));
        foreach (KernelSpec kernel in result.Plan.Kernels.Where(_seen.Add))
        {
            string text = KernelEmitter.Text(kernel, twins: true);
            if (!_texts.TryAdd(kernel.ClassName, (text, name)) && _texts[kernel.ClassName].Text != text)
            {
                _faults.Add($"{kernel.ClassName} is\n{FirstDifference(text, _texts[kernel.ClassName].Text)}\nin\n{name}\n{_texts[kernel.ClassName].Network}");
            }
        }
    }

    private static string FirstDifference(string a, string b) =>
        string.Join("\n", a.Split('\n').Zip(b.Split('\n')).Where(l => l.First != l.Second).Take(1).Select(l => l.First + "\n" + l.Second));

    /// <summary>Nothing went wrong, and the sweep reached every attribute and many kernels.</summary>
    private void Check(IEnumerable<Type> attributes, int least)
    {
        Assert.True(_faults.Count == 0, $"{_faults.Count} faults:\n" + string.Join("\n", _faults.Take(20)));
        Assert.Equal([], attributes.Select(t => t.Name[..^"Attribute".Length]).Except(_kinds));
        Assert.True(_texts.Count > least, $"only {_texts.Count} kernels");
    }
}
