using System.Globalization;
using DeepNet.Peers;
using DeepNet.Peers.Networks;

const string Usage = """
    Trains and runs the same networks in DeepNet and in PyTorch, in turns, and prints a table.

      --threads N     threads for every library (default 1)
      --rounds N      turns of each side a case (default 41)
      --filter TEXT   only cases whose name contains TEXT
      --python PATH   the Python that has PyTorch (default /usr/bin/python3)
      --markdown      the table for RESULTS.md
    """;

Dictionary<string, string> options = new() { ["--threads"] = "1", ["--rounds"] = "41", ["--filter"] = "", ["--python"] = "/usr/bin/python3" };
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

int[] fashion = [784, 128, 10];
int[] cartPole = [4, 64, 64, 2];
PeerCase[] cases =
[
    .. from batch in new[] { 1, 32, 128 } select new PeerCase(fashion, batch, Mode.Train, batch switch { 1 => 10, 32 => 3, _ => 2 }, DeepNetSide<FashionMlp>.Create),
    .. from batch in new[] { 1, 32, 128 } select new PeerCase(cartPole, batch, Mode.Train, 10, DeepNetSide<CartPoleMlp>.Create),
    .. from batch in new[] { 1, 32, 128 } select new PeerCase(fashion, batch, Mode.Infer, null, DeepNetSide<FashionMlp>.Create),
    .. from batch in new[] { 1, 32, 128 } select new PeerCase(cartPole, batch, Mode.Infer, null, DeepNetSide<CartPoleMlp>.Create),
];

try
{
    using PyTorchPeer peer = PyTorchPeer.Start(options["--python"], threads);
    ResultTable table = new(Console.Out, markdown);
    Comparison comparison = new(peer, rounds);
    table.Machine(Machine.Describe(peer.Versions, threads, rounds));
    table.Header();
    foreach (PeerCase peerCase in cases.Where(c => c.Name.Contains(options["--filter"], StringComparison.Ordinal)))
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
