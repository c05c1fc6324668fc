using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepNet.Peers;

/// <summary>Where the figures come from, without which they mean nothing.</summary>
internal static class Machine
{
    /// <param name="peer">The other side.</param>
    /// <param name="asked">The threads that both sides were asked to use.</param>
    /// <param name="deepNetThreads">Those that DeepNet uses.</param>
    /// <param name="rounds">The turns of each side.</param>
    public static IEnumerable<(string What, string Value)> Describe(IPeer peer, int asked, int deepNetThreads, int rounds) =>
    [
        ("Processor", $"{Processor()}, {Environment.ProcessorCount} logical cores, {VectorSets()}"),
        ("System", $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture}), kernel {Environment.OSVersion.Version}"),
        (".NET", RuntimeInformation.FrameworkDescription),
        .. peer.Facts,
        ("Threads", $"{asked} asked for; DeepNet {deepNetThreads}"),
        ("Method", $"median of {rounds} rounds, the two sides in turns of 30 ms"),
        ("Load", Load()),
    ];

    /// <summary>The machine's load average, for only a quiet machine gives figures to keep.</summary>
    private static string Load()
    {
        const string file = "/proc/loadavg";
        return File.Exists(file) ? string.Join(", ", File.ReadAllText(file).Split(' ')[..3]) + " (averages of 1, 5 and 15 minutes at the start)" : "unknown";
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
