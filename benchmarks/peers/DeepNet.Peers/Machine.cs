using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepNet.Peers;

/// <summary>Where the figures come from, without which they mean nothing.</summary>
internal static class Machine
{
    public static IEnumerable<(string What, string Value)> Describe(PeerVersions peer, int threads, int rounds)
    {
        yield return ("Processor", $"{Processor()}, {Environment.ProcessorCount} logical cores, {VectorSets()}");
        yield return ("System", $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture}), kernel {Environment.OSVersion.Version}");
        yield return (".NET", RuntimeInformation.FrameworkDescription);
        yield return ("PyTorch", $"{peer.Torch}, Python {peer.Python}");
        yield return ("BLAS", peer.Blas);
        yield return ("Threads", $"{threads} asked for; DeepNet 1, PyTorch {peer.TorchThreads}, BLAS {peer.BlasThreads?.ToString() ?? "unknown"}");
        yield return ("Method", $"median of {rounds} rounds, the two sides in turns of 30 ms");
    }

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        if (!File.Exists(file))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        string Field(string name) => File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "unknown";
        return $"{Field("model name")} (family {Field("cpu family")}, model {Field("model\t")})";
    }

    private static string VectorSets() =>
        (Vector512.IsHardwareAccelerated, Avx2.IsSupported && Fma.IsSupported) switch
        {
            (true, _) => "AVX-512",
            (_, true) => "AVX2 + FMA",
            _ => Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vectors",
        };
}
