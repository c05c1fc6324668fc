using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;
using DeepNet.Generators.Pipeline;
using DeepNet.Generators.Tests.Names;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Tests.Kernels;

/// <summary>
/// The largest and smallest numbers that options of type float could have, alone and in pairs: each is refused where it stands, or all that follows from it can be
/// written in the element type. C# has no literal for infinity.
/// </summary>
public sealed class ExtremeNumberTests
{
    private static readonly float[] Numbers = [float.Epsilon, 1e-39f, 1e-20f, 1e20f, 2e38f, float.MaxValue];

    private readonly HashSet<KernelSpec> _seen = [];
    private readonly List<string> _faults = [];
    private int _plans;

    [Fact]
    public void Optimizers()
    {
        foreach (AttributeSpec optimizer in Options.Of<OptimizerAttribute>().SelectMany(Extremes))
        {
            Add(Dense(8), Dense(3), Options.Make(typeof(MeanSquaredErrorLossAttribute), []), optimizer);
        }

        Check();
    }

    [Fact]
    public void Losses()
    {
        foreach (AttributeSpec loss in Options.Of<LossAttribute>().SelectMany(Extremes))
        {
            AttributeSpec triplet = loss with { Arguments = loss.Arguments.Concat([new ArgumentSpec("Positive", "b"), new ArgumentSpec("Negative", "c")]).ToEquatableArray() };
            Add(loss.Kind == "TripletLoss" ? [Dense(3, "b"), Dense(3, "c"), Dense(3), triplet, Sgd] : [Dense(3), loss, Sgd]);
        }

        Check();
    }

    [Fact]
    public void Layers()
    {
        foreach (AttributeSpec layer in Options.Of<LayerAttribute>().SelectMany(Extremes))
        {
            Add(layer, Dense(3), Options.Make(typeof(MeanSquaredErrorLossAttribute), []), Sgd);
        }

        Check();
    }

    private static AttributeSpec Sgd => Options.Make(typeof(SgdAttribute), []);

    private static AttributeSpec Dense(int units, string? name = null) =>
        Options.Make(typeof(DenseAttribute), [new ArgumentSpec("Units", units), .. name is null ? (ArgumentSpec[])[] : [new ArgumentSpec("Name", name)]]);

    /// <summary>The attribute, plain and with each of its flags, with each extreme of each float, and the ends of the range in each pair of them.</summary>
    private static IEnumerable<AttributeSpec> Extremes(Type attribute)
    {
        string[] Named(Type type) => [.. attribute.GetProperties().Where(p => p.CanWrite && p.PropertyType == type).Select(p => p.Name)];
        string[] floats = Named(typeof(float));
        AttributeSpec plain = Options.Pairs(attribute).First();
        ArgumentSpec[][] flags = [[], .. Named(typeof(bool)).Select(f => (ArgumentSpec[])[new(f, true)])];
        ArgumentSpec[][] extremes =
        [
            .. from number in Numbers from name in floats select (ArgumentSpec[])[new(name, number)],
            .. from large in floats from small in floats where large != small select (ArgumentSpec[])[new(large, float.MaxValue), new(small, float.Epsilon)],
        ];
        foreach (ArgumentSpec[] flag in flags)
        {
            foreach (ArgumentSpec[] numbers in extremes)
            {
                yield return plain with { Arguments = plain.Arguments.Concat(flag).Concat(numbers).ToEquatableArray() };
            }
        }
    }

    private void Add(params AttributeSpec[] attributes)
    {
        NetworkSpec spec = new()
        {
            Namespace = "",
            ContainingTypes = EquatableArray<TypeSpec>.Empty,
            Type = new TypeSpec("class", "Net"),
            FileStem = "Net",
            Attributes = attributes.Prepend(Options.Make(typeof(InputAttribute), [new ArgumentSpec("Shape", new[] { 6 }.ToEquatableArray())])).ToEquatableArray(),
            Network = new AttributeSpec("Network", new[] { new ArgumentSpec("MaxBatch", 4) }.ToEquatableArray(), false),
            Members = EquatableArray<UserMember>.Empty,
            Faults = EquatableArray<Mistake>.Empty,
        };
        CompileResult result = NetworkCompiler.Compile(spec, CacheSizes.Default, CancellationToken.None);
        try
        {
            Assert.DoesNotContain(result.Errors, e => e.Id == InternalError.Id);
            if (result.Plan is { } plan)
            {
                _plans++;
                _ = NetworkEmitter.Emit(plan, result.Gpu).ToList();
                plan.Kernels.Where(_seen.Add).ToList().ForEach(k => KernelEmitter.Text(k, twins: true));
            }
        }
        catch (Exception exception)
        {
            _faults.Add($"{string.Join(", ", attributes.Select(a => $"{a.Kind}({string.Join(", ", a.Arguments.Select(x => $"{x.Name} = {x.Value}"))})"))}: {exception.Message}");
        }
    }

    private void Check()
    {
        Assert.True(_faults.Count == 0, $"{_faults.Count} faults:\n" + string.Join("\n", _faults.Take(20)));
        Assert.True(_plans > 20, $"only {_plans} plans");
    }
}
