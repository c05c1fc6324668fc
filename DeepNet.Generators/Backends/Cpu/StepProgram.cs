using System.Collections.Generic;
using DeepNet.Generators.Members;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>A list of steps with the places of its workspace tensors.</summary>
/// <param name="memory">The class that holds the places.</param>
/// <param name="steps">The steps.</param>
/// <param name="maxBatch">The largest batch.</param>
/// <param name="before">What runs before, in memory of its own, and leaves <paramref name="given"/>; null if nothing does.</param>
/// <param name="given">The workspace tensors that have values before the first step.</param>
internal sealed class StepProgram(ClassMember memory, IReadOnlyList<Step> steps, int maxBatch, StepProgram? before = null, IReadOnlyList<Tensor>? given = null)
{
    /// <summary>The class that holds the places.</summary>
    public ClassMember MemoryClass { get; } = memory;

    public IReadOnlyList<Step> Steps { get; } = steps;

    /// <summary>The workspace tensors that have values before the first step.</summary>
    public IReadOnlyList<Tensor> Given { get; } = given ?? [];

    public MemoryPlan Memory { get; } = new(steps, maxBatch, before?.Memory.Elements ?? 0, given ?? []);

    /// <summary>The constant that holds the place of a tensor.</summary>
    public string PlaceOf(Tensor tensor) => $"{MemoryClass.Name}.{Memory.NameOf(tensor)}";
}
