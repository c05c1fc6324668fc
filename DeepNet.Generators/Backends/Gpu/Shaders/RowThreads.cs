using System;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>
/// How the threads of a group share rows: each has rows to itself, or where rows are wide all threads go over one row after the other. The constants of such a shader are <c>count</c>,
/// the number of rows, and <c>stride</c>, 256 times the number of groups.
/// </summary>
/// <param name="width">The elements of a row.</param>
internal readonly struct RowThreads(int width)
{
    private const int Threads = 256;

    /// <summary>The widest row that a thread has to itself.</summary>
    private const int Widest = 256;

    /// <summary>Whether all threads of a group share a row.</summary>
    public bool IsShared => width > Widest;

    /// <summary>What a thread begins with that writes one value for the row.</summary>
    public string Once => IsShared ? "if (index == 0u) " : "";

    /// <summary>The head of a loop over the thread's elements <c>j</c> of a row.</summary>
    public string Loop => IsShared ? FormattableString.Invariant($"for (uint j = index; j < {width}u; j += {Threads}u)") : FormattableString.Invariant($"for (uint j = 0u; j < {width}u; j++)");

    /// <summary>The rows for the number of groups.</summary>
    public GroupCount Groups(BatchCount rows) => IsShared ? new GroupCount(rows) : new GroupCount(rows, Threads);

    /// <summary>Writes <c>Execute</c> with a loop over rows <c>i</c>.</summary>
    public void Emit(SourceWriter writer, Action body)
    {
        if (IsShared)
        {
            writer.Line(FormattableString.Invariant($"groupshared float parts[{Threads}];")).Line();
        }

        writer.Line(FormattableString.Invariant($"[numthreads({Threads}, 1, 1)]"));
        using (writer.Block(IsShared ? "void Execute(uint3 group : SV_GroupID, uint index : SV_GroupIndex)" : "void Execute(uint3 id : SV_DispatchThreadID)"))
        using (writer.Block(IsShared ? FormattableString.Invariant($"for (uint i = group.x; i < count; i += stride / {Threads}u)") : "for (uint i = id.x; i < count; i += stride)"))
        {
            body();
        }
    }

    /// <summary>Writes that a local becomes the sum, or the largest, over the row of what its threads have in it.</summary>
    public void Join(SourceWriter writer, string local, bool isLargest = false)
    {
        if (IsShared)
        {
            ReductionText.EmitForAll(writer, Threads, "parts", local, isLargest);
        }
    }
}
