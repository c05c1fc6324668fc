using System.Globalization;
using System.Runtime.InteropServices;
using DeepNet.CompileCost;

const string Usage = """
    Measures what DeepNet costs before the first training step and prints Markdown tables.

      --rounds N         runs of the generator a network (default 21)
      --runs N           fresh processes a row (default 7)
      --sizes            also the bytes of each file that is written
      --filter TEXT      only networks whose class contains TEXT
      --first-step PATH  the program that makes a first step
      --aot PATH         the same, published with Native AOT
    """;

// The targets of the project's issue 4.
const double EditBar = 50;
const int BytesBar = 700_000;
const double FirstStepBar = 250;
const string TwentyLayers = "ResNet20";
const string FirstStepNetwork = "KerasCnn";
string[] otherSettings = ["TieredPGO", "TC_QuickJitForLoops", "TieredCompilation", "ReadyToRun"];

Dictionary<string, string> options = new() { ["--rounds"] = "21", ["--runs"] = "7", ["--filter"] = "", ["--first-step"] = "", ["--aot"] = "" };
bool sizes = false;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--sizes")
    {
        sizes = true;
        continue;
    }

    if (!options.ContainsKey(args[i]) || i + 1 == args.Length)
    {
        Console.WriteLine(Usage);
        return args[i] is "--help" or "-h" ? 0 : 2;
    }

    options[args[i]] = args[++i];
}

int rounds = int.Parse(options["--rounds"], CultureInfo.InvariantCulture);
int runs = int.Parse(options["--runs"], CultureInfo.InvariantCulture);
string[] networks = ["CartPoleMlp", "FashionMlp", "WideMlp", "LeNet5", "KerasCnn", "Lstm2x64", "Gpt2x128", TwentyLayers];
networks = [.. networks.Where(n => n.Contains(options["--filter"], StringComparison.Ordinal))];
bool met = true;

Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} logical cores, load {Load()}\n");
Row(
    "network", "first run ms", "after an edit ms", "fastest", "then parsing ms", "MB allocated", "after another file's edit ms", "files", "lines", "bytes",
    "compiling them ms", "targets", "met");
Rule(13);
foreach (string network in networks)
{
    GeneratorCost cost = GeneratorCost.Measure(network, rounds);
    bool hasEditBar = network == TwentyLayers;
    bool ok = cost.Bytes <= BytesBar && (!hasEditBar || cost.Edit <= EditBar);
    met &= ok;
    Row(
        network, Number(cost.First), Number(cost.Edit), Number(cost.FastestEdit), Number(cost.Parsing), Number(cost.Allocated / 1e6),
        Number(cost.UnrelatedEdit), $"{cost.Sizes.Count}", Whole(cost.Lines), Whole(cost.Bytes), Number(cost.Compile),
        (hasEditBar ? $"{EditBar} ms, " : "") + Whole(BytesBar) + " bytes", ok ? "yes" : "**no**");
    if (sizes)
    {
        foreach ((string file, int bytes) in cost.Sizes.OrderByDescending(f => f.Bytes))
        {
            Console.Error.WriteLine($"{bytes,8}  {file}");
        }
    }
}

if (options["--first-step"] is { Length: > 0 } program)
{
    FirstStepCase Case(string network, string runtime, string program, double? bar, params (string Name, string Value)[] settings) =>
        new(network, runtime, program, settings.ToDictionary(s => "DOTNET_" + s.Name, s => s.Value), bar);
    double? Bar(string network) => network == FirstStepNetwork ? FirstStepBar : null;

    string published = options["--aot"];
    FirstStepCase[] cases =
    [
        .. networks.Select(n => Case(n, "as shipped", program, Bar(n))),
        .. published.Length > 0 ? networks.Select(n => Case(n, "Native AOT", published, Bar(n))) : [],
        .. networks.Where(n => n == FirstStepNetwork).SelectMany(n => otherSettings.Select(s => Case(n, s + "=0", program, null, (s, "0")))),
    ];
    FirstStepCost[] costs = FirstStepCost.Measure(cases, runs);

    Console.WriteLine();
    Row("network", "runtime", "Main ms", "network ms", "first step ms", "all ms", "fastest", "second step ms", "JIT ms", "methods", "target ms", "met");
    Rule(12);
    foreach ((FirstStepCase stepCase, FirstStepCost cost) in cases.Zip(costs))
    {
        bool ok = stepCase.Bar is not { } bar || cost.Total < bar;
        met &= ok;
        Row(
            stepCase.Network, stepCase.Runtime, Number(cost.Main), Number(cost.Create), Number(cost.Step), Number(cost.Total), Number(cost.Fastest),
            Number(cost.SecondStep), Number(cost.Jit), Whole(cost.Methods), stepCase.Bar is { } b ? Whole(b) : "", stepCase.Bar is null ? "" : ok ? "yes" : "**no**");
    }
}

return met ? 0 : 1;

static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

static void Row(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

static void Rule(int columns) => Console.WriteLine("|---" + string.Concat(Enumerable.Repeat("|---:", columns - 1)) + "|");
