using System.Diagnostics.Tracing;
using System.Globalization;

namespace DeepNet.FirstStep;

/// <summary>How long the JIT takes for each method, from the runtime's own events. Listening costs time, so it is for a look and not for the table.</summary>
internal sealed class JitTimes : EventListener
{
    private const EventKeywords Jit = (EventKeywords)0x10;
    private static readonly string[] Tiers = ["unknown", "unoptimized", "optimized at once", "tier 0", "tier 1", "replaced in its loop", "ready to run", "precompiled"];
    private readonly Dictionary<object, DateTime> _started = [];
    private readonly List<(double Milliseconds, uint Bytes, string Method)> _methods = [];

    /// <summary>Writes the methods, the slowest first.</summary>
    public void Write(TextWriter output)
    {
        // Events arrive by another thread.
        Thread.Sleep(500);
        lock (_methods)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_methods.Sum(m => m.Milliseconds):0.0} ms for {_methods.Count} methods"));
            foreach ((double milliseconds, uint bytes, string method) in _methods.OrderByDescending(m => m.Milliseconds))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds,8:0.00} ms {bytes,7} bytes  {method}"));
            }
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, Jit);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        object? Value(string name) => eventData.PayloadNames?.IndexOf(name) is int i and >= 0 ? eventData.Payload![i] : null;
        if (Value("MethodID") is not { } method)
        {
            return;
        }

        lock (_methods)
        {
            if (eventData.EventName!.StartsWith("MethodJittingStarted", StringComparison.Ordinal))
            {
                _started[method] = eventData.TimeStamp;
            }
            else if (eventData.EventName.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) && _started.Remove(method, out DateTime start))
            {
                string tier = Tiers[((uint)Value("MethodFlags")! >> 7) & 7];
                _methods.Add(((eventData.TimeStamp - start).TotalMilliseconds, (uint)Value("MethodSize")!, $"{Value("MethodNamespace")}.{Value("MethodName")} ({tier})"));
            }
        }
    }
}
