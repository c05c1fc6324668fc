namespace DeepNet.Peers;

/// <summary>The one place that says how many threads DeepNet computes with.</summary>
internal static class DeepNetThreads
{
    /// <summary>Asks for threads and returns those that DeepNet uses: one, it has no more yet.</summary>
    public static int Use(int asked) => Math.Min(asked, 1);
}
