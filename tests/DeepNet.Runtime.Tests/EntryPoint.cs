using DeepNet.Runtime.Tests.Serialization;

namespace DeepNet.Runtime.Tests;

/// <summary>The process that a test starts in order to kill it.</summary>
internal static class EntryPoint
{
    public static int Main(string[] arguments) => ReplacementFileProcessTests.SaveForEver(arguments[0]);
}
