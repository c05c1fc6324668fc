using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using DeepNet;
using DeepNet.Convolutions;
using DeepNet.Generators.Text;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Convolution;
using DeepNet.Generators.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

// Measures every algorithm for every pass of some convolutions beside what ConvolutionCost estimates, the algorithms in turns. Arguments: samples, rounds,
// and a text that the names of convolutions have to contain.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int samples = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 8;
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 25;
string filter = args.Length > 2 ? args[2] : "";
ConvolutionAlgorithm[] algorithms = [ConvolutionAlgorithm.ImplicitGemm, ConvolutionAlgorithm.Direct, ConvolutionAlgorithm.Winograd2, ConvolutionAlgorithm.Winograd4];

ConvolutionSizes[] shapes =
[
    Square(28, 1, 6, 5, 2), Square(14, 6, 16, 5, 0), Square(28, 1, 32, 3, 0), Square(13, 32, 64, 3, 0), Square(5, 64, 64, 3, 0),
    Square(32, 3, 16, 3, 1), Square(32, 16, 16, 3, 1), Square(16, 32, 32, 3, 1), Square(8, 64, 64, 3, 1), Square(56, 64, 64, 3, 1),
    Square(14, 128, 128, 3, 1), Square(7, 256, 256, 3, 1), Square(32, 8, 8, 3, 1), Square(16, 32, 64, 3, 1, 2), Square(32, 3, 32, 7, 3, 2), Square(12, 24, 24, 5, 2),
];

ConvolutionPass[] passes = [ConvolutionPass.Forward, ConvolutionPass.InputGradient, ConvolutionPass.WeightGradient];
var cases = shapes.Where(s => Name(s).Contains(filter, StringComparison.Ordinal)).SelectMany(s => passes.Select(p => (Shape: s, Pass: p))).ToDictionary(
    c => c, c => algorithms.Where(a => ConvolutionKernels.Fits(a, c.Pass, c.Shape)).Select(a => new ConvolutionCase(c.Shape, c.Pass, a)).ToArray());
Assembly kernels = Compile(cases.Values.SelectMany(c => c).Select(c => c.Kernel));

Console.WriteLine($"Microseconds per sample at {samples} samples, measured (estimated); * is the model's choice, + the fastest.");
Console.WriteLine();
Console.WriteLine($"| convolution | pass | {string.Join(" | ", algorithms.Select(ConvolutionKernels.Describe))} | choice costs |");
Console.WriteLine("|---|---|---:|---:|---:|---:|---:|");
int right = 0;
int total = 0;
double product = 1;
foreach (((ConvolutionSizes shape, ConvolutionPass pass), ConvolutionCase[] row) in cases)
{
    double[] measured = Measure(row);
    double[] estimated = [.. row.Select(c => ConvolutionCost.Nanoseconds(c.Algorithm, pass, ElementType.Single, shape, samples) / 1000 / samples)];
    int choice = Array.IndexOf(estimated, estimated.Min());
    int fastest = Array.IndexOf(measured, measured.Min());
    double ratio = measured[choice] / measured[fastest];
    total++;
    right += ratio < 1.05 ? 1 : 0;
    product *= ratio;
    IEnumerable<string> cells = algorithms.Select(a => Array.FindIndex(row, c => c.Algorithm == a))
        .Select(i => i < 0 ? "" : $"{(i == choice ? "*" : "")}{(i == fastest ? "+" : "")}{measured[i]:0.0} ({estimated[i]:0.0})");
    Console.WriteLine($"| {Name(shape)} | {pass} | {string.Join(" | ", cells)} | {ratio:0.00} |");
}

Console.WriteLine();
Console.WriteLine($"The choice is the fastest, or within 5 % of it, in {right} of {total}; it costs {Math.Pow(product, 1.0 / total):0.00} times the fastest in the mean.");

static ConvolutionSizes Square(int size, int channels, int filters, int kernel, int padding, int stride = 1)
{
    int output = (size + (2 * padding) - kernel) / stride + 1;
    return new ConvolutionSizes
    {
        Height = size, Width = size, Channels = channels, Filters = filters, KernelHeight = kernel, KernelWidth = kernel,
        OutputHeight = output, OutputWidth = output, Stride = stride, PaddingTop = padding, PaddingLeft = padding,
    };
}

static string Name(ConvolutionSizes s) => $"{s.Height}x{s.Width}, {s.Channels}→{s.Filters}, {s.KernelHeight}x{s.KernelWidth}{(s.Stride == 1 ? "" : $", stride {s.Stride}")}{(s.PaddingTop == 0 ? "" : $", padding {s.PaddingTop}")}";

double[] Measure(ConvolutionCase[] row)
{
    Action<int>[] runs = [.. row.Select(c => c.Bind(kernels, samples))];
    int[] counts = [.. runs.Select(Calibrate)];
    double[][] times = [.. runs.Select(_ => new double[rounds])];
    for (int round = 0; round < rounds; round++)
    {
        for (int i = 0; i < runs.Length; i++)
        {
            times[i][round] = Time(runs[i], counts[i]);
        }
    }

    // What else runs on the machine only adds to a time: the least is the nearest to the kernel's.
    return [.. times.Select(t => t.Min() / samples)];
}

int Calibrate(Action<int> run)
{
    int count = 1;
    for (int i = 0; i < 3; i++)
    {
        Time(run, 1);
    }

    while (Time(run, count) * count < 1500)
    {
        count *= 2;
    }

    return count;
}

double Time(Action<int> run, int count)
{
    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < count; i++)
    {
        run(samples);
    }

    return Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
}

static Assembly Compile(IEnumerable<KernelSpec> roots)
{
    HashSet<KernelSpec> all = [];
    Queue<KernelSpec> open = new(roots);
    while (open.TryDequeue(out KernelSpec? kernel))
    {
        if (all.Add(kernel))
        {
            kernel.Dependencies.ToList().ForEach(open.Enqueue);
        }
    }

    const string embedded = "namespace Microsoft.CodeAnalysis { internal sealed partial class EmbeddedAttribute : global::System.Attribute; }";
    string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    IEnumerable<string> platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => Path.GetDirectoryName(p) == runtime);
    var compilation = CSharpCompilation.Create(
        "Kernels",
        all.GroupBy(k => k.ClassName).Select(k => KernelEmitter.Text(k.First())).Append(embedded).Select(t => CSharpSyntaxTree.ParseText(t)),
        platform.Append(typeof(DeepNet.NetworkAttribute).Assembly.Location).Select(p => MetadataReference.CreateFromFile(p)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
    using MemoryStream bytes = new();
    var result = compilation.Emit(bytes);
    return result.Success ? Assembly.Load(bytes.ToArray()) : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Take(5)));
}
