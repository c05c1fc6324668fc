namespace DeepNet.Generators.Backends.Cpu.Calls;

/// <summary>The samples that a call in generated code is for, as the C# that tells them.</summary>
/// <param name="First">The first sample.</param>
/// <param name="Count">The number of samples.</param>
/// <param name="IsShared">Whether it is in a lambda that does a part of a step: it knows the network by name, and its scratch memory is the thread's.</param>
internal sealed record SampleRange(string First, string Count, bool IsShared)
{
    /// <summary>The whole part of a step that a thread does.</summary>
    public static SampleRange Shared { get; } = new("first", "count", true);
}
