using DeepNet.Gpu.Tests;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace DeepNet.GpuPeers;

/// <summary>Runs the tests of networks on a device, which compare each with the processor, on the machine of the benchmark.</summary>
internal sealed class GpuTests : Xunit.LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim _finished = new();

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    /// <summary>Runs all of them, and names those that fail.</summary>
    public void Run()
    {
        Options options = new();
        using XunitTestFramework framework = new(this);
        using ITestFrameworkExecutor executor = framework.GetExecutor(typeof(NetworkTests).Assembly.GetName());
        executor.RunAll(this, options, options);
        _finished.Wait();
    }

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestPassed:
                Passed++;
                break;
            case ITestSkipped:
                Skipped++;
                break;
            case ITestFailed failed:
                Failed++;
                Console.WriteLine($"FAILED {failed.Test.DisplayName}: {string.Join(' ', failed.Messages)}");
                break;
            case IErrorMessage error:
                Failed++;
                Console.WriteLine($"FAILED {string.Join(' ', error.Messages)}");
                break;
            case ITestAssemblyFinished:
                _finished.Set();
                break;
        }

        return true;
    }

    public void Dispose() => _finished.Dispose();

    /// <summary>xUnit's own defaults, but one test at a time: they share the device.</summary>
    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = new() { ["xunit.execution.DisableParallelization"] = true };

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
