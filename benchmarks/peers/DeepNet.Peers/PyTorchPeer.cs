using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DeepNet.Peers;

/// <summary>The Python process: one JSON object a line in each direction, answered in order.</summary>
internal sealed class PyTorchPeer : IDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly Process _process;

    private PyTorchPeer(Process process, PeerVersions versions)
    {
        _process = process;
        Versions = versions;
    }

    /// <summary>What the process says of itself.</summary>
    public PeerVersions Versions { get; }

    /// <summary>Starts the process with every library in it held to the given threads.</summary>
    /// <exception cref="InvalidOperationException">The process ended before it answered, for example because PyTorch is missing.</exception>
    public static PyTorchPeer Start(string python, int threads)
    {
        ProcessStartInfo start = new(python)
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "pytorch_peer.py"), $"{threads}" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // OpenBLAS has threads of its own, which torch.set_num_threads does not reach.
        start.Environment["OPENBLAS_NUM_THREADS"] = $"{threads}";
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        Process process = Process.Start(start)!;
        PeerVersions versions = JsonSerializer.Deserialize<PeerVersions>(ReadLine(process), Options)!;
        return new PyTorchPeer(process, versions);
    }

    /// <summary>Builds the case's network with the given parameters, and a fresh optimizer.</summary>
    public void Prepare(PeerCase peerCase, IDeepNetSide side) => Ask<int>(new
    {
        Command = "prepare",
        peerCase.Network,
        peerCase.Batch,
        Train = peerCase.Mode == Mode.Train,
        side.TakesTokens,
        Parameters = Bytes<float>(side.CopyParameters()),
        Inputs = side.TakesTokens ? Bytes<int>(side.Workload.Tokens) : Bytes<float>(side.Workload.Inputs),
        Labels = Bytes<int>(side.Workload.Labels),
    });

    /// <inheritdoc cref="IDeepNetSide.Losses"/>
    public float[] Losses(int steps) => Ask<float[]>(new { Command = "losses", Steps = steps });

    /// <inheritdoc cref="IDeepNetSide.FirstOutputs"/>
    public float[] FirstOutputs() => Ask<float[]>(new { Command = "outputs" });

    /// <inheritdoc cref="IDeepNetSide.MicrosecondsPerStep"/>
    public double MicrosecondsPerStep(int steps) => Ask<double>(new { Command = "run", Steps = steps });

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
}

/// <summary>The versions and thread counts that the Python process found.</summary>
internal sealed record PeerVersions(string Python, string Torch, string Blas, int TorchThreads, int? BlasThreads);
