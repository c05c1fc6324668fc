namespace DeepNet.Peers;

/// <summary>The one place that says how many threads DeepNet computes with.</summary>
internal static class DeepNetThreads
{
    /// <summary>Asks for threads and returns those that DeepNet may use.</summary>
    public static int Use(int asked)
    {
        WorkerTeam.Threads = Math.Min(asked, WorkerTeam.MaxThreads);
        return WorkerTeam.Threads;
    }
}
