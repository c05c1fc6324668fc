namespace DeepNet;

/// <summary>The threads that networks compute with: the caller's and some of this team, which all networks of the process share.</summary>
/// <remarks>
/// <para>The generator decides for each step, by its constant sizes, from how many samples on splitting pays. Smaller batches never use the team. A step is split by
/// what it writes, so its results have the same bits with any number of threads.</para>
/// <para>The threads are made once, when the first step is split, and take no memory afterwards. Between steps they spin for a tenth of a millisecond, then sleep. The calling thread works too, and takes
/// over whatever a thread of the team has not begun, so a busy machine slows a step down to what one thread needs, not more. If two threads train at the same time, one of them has
/// the team and the other computes alone. They are background threads: they end with the process.</para>
/// </remarks>
/// <example><code>
/// WorkerTeam.Threads = 4;     // or DEEPNET_THREADS=4 in the environment
/// </code></example>
public static class WorkerTeam
{
    /// <summary>The largest number of threads of a team.</summary>
    public const int MaxThreads = 64;

    private static int _threads = InitialThreads();

    /// <summary>How many threads a step may use, the caller's included; 1 for no others. The default is the number of logical processors, or the environment's <c>DEEPNET_THREADS</c>.</summary>
    /// <value>From 1 to <see cref="MaxThreads"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than <see cref="MaxThreads"/>.</exception>
    public static int Threads
    {
        get => _threads;
        set
        {
            if (value is < 1 or > MaxThreads)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, $"Expected from 1 to {MaxThreads} threads, received {value}.");
            }

            _threads = value;
        }
    }

    private static int InitialThreads() =>
        int.TryParse(Environment.GetEnvironmentVariable("DEEPNET_THREADS"), System.Globalization.CultureInfo.InvariantCulture, out int threads) && threads is >= 1 and <= MaxThreads
            ? threads
            : int.Clamp(Environment.ProcessorCount, 1, MaxThreads);
}
