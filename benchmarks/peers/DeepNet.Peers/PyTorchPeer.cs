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

    private PyTorchPeer(Process process, Versions versions)
    {
        _process = process;
        _versions = versions;
    }

    public string Name => "PyTorch";

    public IEnumerable<(string What, string Value)> Facts =>
    [
        ("PyTorch", $"{_versions.Torch}, Python {_versions.Python}, threads: {_versions.TorchThreads}"),
        ("BLAS", $"{_versions.Blas}, threads: {_versions.BlasThreads?.ToString() ?? "unknown"}"),
    ];

    public bool IsManaged => false;

    /// <summary>Starts the process with every library in it limited to the given threads.</summary>
    /// <exception cref="InvalidOperationException">The process ended before it answered, for example because PyTorch is missing.</exception>
    public static PyTorchPeer Start(string python, int threads)
    {
        ProcessStartInfo start = new(python)
        {
            ArgumentList = { "-W", "ignore", Path.Combine(AppContext.BaseDirectory, "pytorch_peer.py"), $"{threads}" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // OpenBLAS has threads of its own, which torch.set_num_threads does not reach.
        start.Environment["OPENBLAS_NUM_THREADS"] = $"{threads}";
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        Process process = Process.Start(start)!;
        return new PyTorchPeer(process, JsonSerializer.Deserialize<Versions>(ReadLine(process), Options)!);
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
            Train = peerCase.Mode == Mode.Train,
            deepNet.TakesTokens,
            Parameters = Bytes<float>(deepNet.CopyParameters()),
            Inputs = deepNet.TakesTokens ? Bytes<int>(deepNet.Workload.Tokens) : Bytes<float>(deepNet.Workload.Inputs),
            Labels = Bytes<int>(deepNet.Workload.Labels),
        });
        return new Side(this);
    }

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
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    private static string ReadLine(Process process) => process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("The PyTorch process ended without an answer; its error is above.");

    private T Ask<T>(object request)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(request, Options));
        _process.StandardInput.Flush();
        return JsonSerializer.Deserialize<T>(ReadLine(_process), Options)!;
    }

    /// <summary>What the process says of itself.</summary>
    private sealed record Versions(string Python, string Torch, string Blas, int TorchThreads, int? BlasThreads);

    private sealed class Side(PyTorchPeer peer) : ISide
    {
        public float[] Losses(int steps) => peer.Ask<float[]>(new { Command = "losses", Steps = steps });

        public float[] FirstOutputs() => peer.Ask<float[]>(new { Command = "outputs" });

        public double MicrosecondsPerStep(int steps) => peer.Ask<double>(new { Command = "run", Steps = steps });
    }
}
