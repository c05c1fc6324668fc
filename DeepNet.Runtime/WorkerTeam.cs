using System.Globalization;

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

    private const string Variable = "DEEPNET_THREADS";

    // 0 until somebody asks: an initialiser of the class could tell a wrong variable only within another exception.
    private static int _threads;

    /// <summary>How many threads a step may use, the caller's included; 1 for no others. The default is the number of logical processors, or the environment's <c>DEEPNET_THREADS</c>.</summary>
    /// <value>From 1 to <see cref="MaxThreads"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than <see cref="MaxThreads"/>.</exception>
    /// <exception cref="InvalidOperationException">
    /// The environment's <c>DEEPNET_THREADS</c> is not a whole number from 1 to <see cref="MaxThreads"/>. A network's constructor says so too. To set the property
    /// beforehand takes the variable out of use.
    /// </exception>
    public static int Threads
    {
        get => _threads > 0 ? _threads : _threads = Initial(Environment.GetEnvironmentVariable(Variable));
        set
        {
            if (value is < 1 or > MaxThreads)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, $"Expected from 1 to {MaxThreads} threads, received {value}.");
            }

            _threads = value;
        }
    }

    /// <summary>The threads that a value of the environment's variable asks for; an empty one counts as none.</summary>
    /// <exception cref="InvalidOperationException">It asks for no number of threads that there can be.</exception>
    internal static int Initial(string? variable)
    {
        if (string.IsNullOrEmpty(variable))
        {
            return int.Clamp(Environment.ProcessorCount, 1, MaxThreads);
        }

        return int.TryParse(variable, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads is >= 1 and <= MaxThreads
            ? threads
            : throw new InvalidOperationException(
                $"The environment variable {Variable} is '{variable}'; expected a whole number from 1 to {MaxThreads}. Without it there are as many threads as logical processors.");
    }
}
