using System.Globalization;
using DeepNet.Peers;
using DeepNet.Peers.Networks;
using DeepNet.Peers.Onnx;
using DeepNet.Peers.PlainFramework;

const string Usage = """
    Trains and runs the same networks in DeepNet and in a peer, in turns, and prints a table.

      --peer NAME     pytorch (default); onnx, which only infers; or plain, a layer framework in C#
      --threads N     threads for every library (default 1)
      --rounds N      turns of each side per case (default 41)
      --filter TEXT   only cases whose name contains TEXT
      --python PATH   the Python that has PyTorch (default /usr/bin/python3)
      --onnxruntime PATH  ONNX Runtime's native library
      --markdown      the table for RESULTS.md
    """;

Dictionary<string, string> options = new()
{
    ["--peer"] = "pytorch",
    ["--threads"] = "1",
    ["--rounds"] = "41",
    ["--filter"] = "",
    ["--python"] = "/usr/bin/python3",
    ["--onnxruntime"] = "libonnxruntime.so.1",
};
bool markdown = false;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--markdown")
    {
        markdown = true;
    }
    else if (options.ContainsKey(args[i]) && i + 1 < args.Length)
    {
        options[args[i]] = args[++i];
    }
    else
    {
        Console.WriteLine(Usage);
        return args[i] is "--help" or "-h" ? 0 : 2;
    }
}

if (!int.TryParse(options["--threads"], CultureInfo.InvariantCulture, out int threads) || threads < 1
    || !int.TryParse(options["--rounds"], CultureInfo.InvariantCulture, out int rounds) || rounds < 1)
{
    Console.Error.WriteLine("--threads and --rounds take a number of at least 1.");
    return 2;
}

// The targets against PyTorch are those of the project's issues, for batches of 1, 32 and 128 (GPT: 1, 8 and 32).
PeerCase[] cases =
[
    .. Cases("784-128-10", [20, 4, 2.5], DeepNetSide<FashionMlp, float>.Create),
    .. Cases("4-64-64-2", [50, 20, null], DeepNetSide<CartPoleMlp, float>.Create),
    .. Cases("784-1024-1024-1024-10", [1.5, 1.3, 1.2], DeepNetSide<WideMlp, float>.Create),
    .. Cases("LeNet-5", [10, 4, 3], DeepNetSide<LeNet5, float>.Create),
    .. Cases("Keras CNN", [5, 2, 1.5], DeepNetSide<KerasCnn, float>.Create),
    .. Cases("LSTM 2x64", [10, 4, 2.5], DeepNetSide<Lstm2x64, float>.Create),
    .. Cases("GPT 2x128", [3, 1.5, 1.5], DeepNetSide<Gpt2x128, int>.Create, 8, 32),
];

try
{
    using IPeer peer = options["--peer"] switch
    {
        "pytorch" => PyTorchPeer.Start(options["--python"], threads),
        "onnx" => OnnxPeer.Start(options["--onnxruntime"], options["--python"], threads),
        "plain" => new PlainPeer(),
        string other => throw new InvalidOperationException($"There is no peer '{other}'; --help lists them."),
    };
    int deepNetThreads = DeepNetThreads.Use(threads);
    ResultTable table = new(Console.Out, peer, markdown);
    TimeSpan rest = threads == 1 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(5);
    Comparison comparison = new(peer, rounds, rest);
    table.Machine(Machine.Describe(peer, threads, deepNetThreads, rounds));
    table.Header();
    foreach (PeerCase peerCase in cases.Where(c => peer.Takes(c) && c.Name.Contains(options["--filter"], StringComparison.Ordinal)))
    {
        table.Row(comparison.Run(peerCase));
    }

    return 0;
}
catch (InvalidOperationException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static IEnumerable<PeerCase> Cases(string network, double?[] bars, Func<PeerCase, IDeepNetSide> createSide, int middle = 32, int large = 128)
{
    int[] batches = [1, middle, large];
    return
    [
        .. batches.Select((batch, i) => new PeerCase(network, batch, Mode.Train, bars[i], createSide)),
        .. batches.Select(batch => new PeerCase(network, batch, Mode.Infer, null, createSide)),
    ];
}
