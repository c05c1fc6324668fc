using System.CommandLine;
using DeepNet.GpuPeers;
using DeepNet.GpuPeers.Networks;
using DeepNet.Peers;
using DeepNet.Peers.Networks;
using DeepNet.Shaders;

Option<string> python = new("--python") { Description = "The Python that has PyTorch", DefaultValueFactory = _ => "python3" };
Option<string> peerDevice = new("--pytorch-device") { Description = "Where PyTorch computes: cuda, or cpu to try this program", DefaultValueFactory = _ => "cuda" };
Option<string> style = new("--style") { Description = "How PyTorch computes on cuda: eager, compile (torch.compile) or graphs (the whole step as one CUDA graph)", DefaultValueFactory = _ => "eager" };
Option<bool> tf32 = new("--tf32") { Description = "PyTorch's products and convolutions in TF32; without it in full single precision" };
Option<int> rounds = new("--rounds") { Description = "Turns of each side per case", DefaultValueFactory = _ => 11 };
Option<int> maxBatch = new("--max-batch") { Description = "No case with more samples", DefaultValueFactory = _ => 512 };
Option<string> filter = new("--filter") { Description = "Only cases whose name contains this", DefaultValueFactory = _ => "" };
Option<bool> markdown = new("--markdown") { Description = "Tables for RESULTS.md" };

Command tests = new("tests", "Every network of the tests on the device against the processor.");
tests.SetAction(_ =>
{
    using GpuTests all = new();
    all.Run();
    Console.WriteLine($"{all.Passed} passed, {all.Failed} failed, {all.Skipped} skipped");
    return all.Failed > 0 || all.Passed == 0 ? 1 : 0;
});

Command networks = new("networks", "Training steps and inference beside PyTorch, in turns.") { python, peerDevice, style, tf32, rounds, maxBatch, filter, markdown };
networks.SetAction(parsed => Guarded(() =>
{
    using GpuDevice device = GpuDevice.Open();
    using PyTorchPeer peer = StartPeer(parsed);
    ResultTable table = new(Console.Out, peer, parsed.GetValue(markdown));
    table.Machine([("DeepNet", device.Adapter.ToString()), .. Machine.Describe(peer, 1, 1, parsed.GetValue(rounds))]);
    table.Header();
    Comparison comparison = new(peer, parsed.GetValue(rounds), TimeSpan.Zero);
    List<string> notRun = [];
    foreach (PeerCase peerCase in Cases(device, parsed.GetValue(style) == "eager" ? 5 : 1).Where(c => c.Batch <= parsed.GetValue(maxBatch) && c.Name.Contains(parsed.GetValue(filter)!, StringComparison.Ordinal)))
    {
        try
        {
            table.Row(comparison.Run(peerCase));
        }
        catch (Exception problem) when (problem is GpuException or ArgumentOutOfRangeException or OutOfMemoryException or InvalidOperationException)
        {
            notRun.Add($"{peerCase.Name}: {problem.Message}");
        }
    }

    notRun.Add("ResNet-18, batch 512: the network holds 4 GB at most, also on the processor (DEEP0116).");
    foreach (string line in notRun)
    {
        Console.WriteLine($"NOT RUN {line}");
    }
}));

Command products = new("products", "Products of square matrices beside PyTorch's.") { python, peerDevice, style, tf32, filter };
products.SetAction(parsed => Guarded(() =>
{
    using GpuDevice device = GpuDevice.Open();
    using PyTorchPeer peer = StartPeer(parsed);
    foreach ((string what, string value) in peer.Facts.Prepend(("DeepNet", device.Adapter.ToString())))
    {
        Console.WriteLine($"{what}: {value}");
    }

    Console.WriteLine("| size | DeepNet us | PyTorch us | ratio |");
    Console.WriteLine("|---|---:|---:|---:|");
    if (parsed.GetValue(filter) is "" or "1024")
    {
        using ShortChain1024.Gpu shorter = ShortChain1024.Create(1).OnGpu(device);
        using LongChain1024.Gpu longer = LongChain1024.Create(1).OnGpu(device);
        Row(1024, ProductTimes.Measure(1024, shorter, longer, 8), peer);
    }

    if (parsed.GetValue(filter) is "" or "4096")
    {
        using ShortChain4096.Gpu shorter = ShortChain4096.Create(1).OnGpu(device);
        using LongChain4096.Gpu longer = LongChain4096.Create(1).OnGpu(device);
        Row(4096, ProductTimes.Measure(4096, shorter, longer, 2), peer);
    }
}));

return new RootCommand("DeepNet on a GPU, beside PyTorch on the same one. run.sh runs all of it.") { tests, networks, products }.Parse(args).Invoke();

PyTorchPeer StartPeer(ParseResult parsed) => PyTorchPeer.Start(
    parsed.GetValue(python)!,
    threads: 1,
    $"PyTorch {parsed.GetValue(style)}",
    [parsed.GetValue(peerDevice)!, parsed.GetValue(style)!, .. parsed.GetValue(tf32) ? (string[])["tf32"] : []]);

static void Row(int size, double ours, PyTorchPeer peer)
{
    double theirs = peer.Product(size);
    Console.WriteLine(FormattableString.Invariant($"| {size} | {ours:0.0} | {theirs:0.0} | {theirs / ours:0.00}x |"));
}

static int Guarded(Action run)
{
    try
    {
        run();
        return 0;
    }
    catch (Exception problem) when (problem is GpuUnavailableException or GpuException or InvalidOperationException)
    {
        Console.Error.WriteLine(problem.Message);
        return 1;
    }
}

// The project's bar below 100,000 parameters and up to 128 samples: five times eager PyTorch, and as fast as CUDA graphs.
static IEnumerable<PeerCase> Cases(GpuDevice device, double small) =>
[
    .. Of("4-64-64-2", small, GpuSide<CartPoleMlp, float>.Create(n => n.OnGpu(device))),
    .. Of("784-128-10", null, GpuSide<FashionMlp, float>.Create(n => n.OnGpu(device))),
    .. Of("784-1024-1024-1024-10", null, GpuSide<WideMlp, float>.Create(n => n.OnGpu(device))),
    .. Of("LeNet-5", small, GpuSide<LeNet5, float>.Create(n => n.OnGpu(device))),
    .. Of("Keras CNN", small, GpuSide<KerasCnn, float>.Create(n => n.OnGpu(device))),
    .. Of("LSTM 2x64", small, GpuSide<Lstm2x64, float>.Create(n => n.OnGpu(device))),
    .. Of("GPT 2x128", null, GpuSide<Gpt2x128, int>.Create(n => n.OnGpu(device))),
    .. Of("ResNet-18", null, GpuSide<ResNet18, float>.Create(n => n.OnGpu(device)), 1, 32, 128),
];

static IEnumerable<PeerCase> Of(string network, double? bar, Func<PeerCase, IDeepNetSide> createSide, params int[] batches) =>
    from mode in new[] { Mode.Train, Mode.Infer }
    from batch in batches is [] ? [1, 32, 128, 512] : batches
    select new PeerCase(network, batch, mode, mode == Mode.Train && batch <= 128 ? bar : null, createSide);
