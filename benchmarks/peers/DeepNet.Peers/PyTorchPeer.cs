using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DeepNet.Peers;

/// <summary>PyTorch in a Python process: one JSON object a line in each direction, answered in order.</summary>
internal sealed class PyTorchPeer : IPeer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly Process _process;
    private readonly Versions _versions;

    // Large batches do not fit into a line of JSON.
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("deepnet-peers-");

    private PyTorchPeer(string name, Process process, Versions versions)
    {
        Name = name;
        _process = process;
        _versions = versions;
    }

    public string Name { get; }

    public IEnumerable<(string What, string Value)> Facts =>
    [
        ("PyTorch", $"{_versions.Torch}, Python {_versions.Python}, threads: {_versions.TorchThreads}"),
        ("BLAS", $"{_versions.Blas}, threads: {_versions.BlasThreads?.ToString() ?? "unknown"}"),
        .. _versions.Device is { } device ? (ReadOnlySpan<(string, string)>)[("Device", device)] : [],
    ];

    public bool IsManaged => false;

    /// <summary>Starts the process with every library in it limited to the given threads.</summary>
    /// <param name="python">The Python that has PyTorch.</param>
    /// <param name="threads">The threads of every library.</param>
    /// <param name="name">The peer's name in the table.</param>
    /// <param name="arguments">What else pytorch_peer.py is told: the device, and how it computes there.</param>
    /// <exception cref="InvalidOperationException">The process ended before it answered, for example because PyTorch is missing.</exception>
    public static PyTorchPeer Start(string python, int threads, string name = "PyTorch", params string[] arguments)
    {
        ProcessStartInfo start = new(python)
        {
            ArgumentList = { "-W", "ignore", Path.Combine(AppContext.BaseDirectory, "pytorch_peer.py"), $"{threads}" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // OpenBLAS has threads of its own, which torch.set_num_threads does not reach.
        start.Environment["OPENBLAS_NUM_THREADS"] = $"{threads}";
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        Process process = Process.Start(start)!;
        return new PyTorchPeer(name, process, JsonSerializer.Deserialize<Versions>(ReadLine(process), Options)!);
    }

    public bool Takes(PeerCase peerCase) => true;

    public double? Bar(PeerCase peerCase) => peerCase.PyTorchBar;

    public ISide Prepare(PeerCase peerCase, IDeepNetSide deepNet)
    {
        Ask<int>(new
        {
            Command = "prepare",
            peerCase.Network,
            peerCase.Batch,
            deepNet.Workload.Batches,
            Train = peerCase.Mode == Mode.Train,
            deepNet.TakesTokens,
            Parameters = Write<float>("parameters", deepNet.CopyParameters()),
            Inputs = deepNet.TakesTokens ? Write<int>("inputs", deepNet.Workload.Tokens) : Write<float>("inputs", deepNet.Workload.Inputs),
            Labels = Write<int>("labels", deepNet.Workload.Labels),
        });
        return new Side(this);
    }

    /// <summary>The microseconds of a product of two square matrices of a size, their data on the device.</summary>
    public double Product(int size) => Ask<double>(new { Command = "product", Size = size });

    /// <summary>Writes the network last prepared, for its batch, as an ONNX file.</summary>
    public void ExportOnnx(string path) => Ask<int>(new { Command = "export", Path = path });

    /// <summary>Writes a network of one number that gives its input back.</summary>
    public void ExportIdentityOnnx(string path) => Ask<int>(new { Command = "exportIdentity", Path = path });

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
        {
            _process.Kill();
        }

        _process.Dispose();
        _files.Delete(recursive: true);
    }

    /// <summary>Writes numbers as they are in memory, and returns the file.</summary>
    private string Write<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        string path = Path.Combine(_files.FullName, name);
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(values));
        return path;
    }

    private static string ReadLine(Process process) => process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("The PyTorch process ended without an answer; its error is above.");

    private T Ask<T>(object request)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(request, Options));
        _process.StandardInput.Flush();
        return JsonSerializer.Deserialize<T>(ReadLine(_process), Options)!;
    }

    /// <summary>What the process says of itself.</summary>
    private sealed record Versions(string Python, string Torch, string Blas, int TorchThreads, int? BlasThreads, string? Device);

    private sealed class Side(PyTorchPeer peer) : ISide
    {
        public float[] Losses(int steps) => peer.Ask<float[]>(new { Command = "losses", Steps = steps });

        public float[] FirstOutputs() => peer.Ask<float[]>(new { Command = "outputs" });

        public double MicrosecondsPerStep(int steps) => peer.Ask<double>(new { Command = "run", Steps = steps });
    }
}
