using System.Globalization;

namespace EdgeTraining;

/// <summary>How long this process has been there, counted from its start by the shell and not from <c>Main</c>.</summary>
internal static class ProcessClock
{
    /// <summary>The microseconds since 1970 at which run.sh started the program. Includes the shell's fork and exec, so it is no flattery.</summary>
    private const string StartVariable = "EDGE_STARTED_MICROSECONDS";

    /// <summary>The time since the start; null if run.sh did not start the program.</summary>
    public static TimeSpan? SinceStart() =>
        long.TryParse(Environment.GetEnvironmentVariable(StartVariable), CultureInfo.InvariantCulture, out long microseconds)
            ? DateTime.UtcNow - DateTime.UnixEpoch.AddMicroseconds(microseconds)
            : null;
}
