using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>
/// A compute shader: one text of HLSL in a file of its own, shared by all networks of an assembly that need the same. Compared by value. Its buffers are those that it reads, then
/// those that it writes, each under its name; its constants are counts of the batch.
/// </summary>
internal abstract record GpuKernel : IEmittedClass
{
    /// <summary>The threads of a group in one dimension where a shader does not say otherwise.</summary>
    protected const int Threads = 256;

    /// <summary>The threads of a group that shares so many values: a power of two from 32 to 256.</summary>
    public static int ThreadsFor(int values)
    {
        int threads = 32;
        while (threads < values && threads < Threads)
        {
            threads *= 2;
        }

        return threads;
    }

    /// <summary>The name, unique for a shader: <c>DenseForward_784x128_ReLU</c>.</summary>
    public abstract string ClassName { get; }

    /// <summary>What the shader computes, for its documentation comment.</summary>
    public abstract string Summary { get; }

    /// <summary>The buffers that it reads, as declared: a name, and whether it holds whole numbers.</summary>
    public abstract IReadOnlyList<(string Name, bool IsInteger)> Reads { get; }

    /// <summary>The buffers that it writes, or reads and writes.</summary>
    public abstract IReadOnlyList<string> Writes { get; }

    /// <summary>The names of its constants.</summary>
    public virtual IReadOnlyList<string> Constants => [];

    /// <summary>Writes what stands below the declarations of buffers and constants: functions, and <c>Execute</c>.</summary>
    public abstract void Emit(SourceWriter writer);

    /// <summary>The whole text.</summary>
    public string Text()
    {
        SourceWriter writer = new();
        int binding = 0;
        for (int i = 0; i < Reads.Count; i++)
        {
            writer.Line($"READS({binding++}, {(Reads[i].IsInteger ? "int" : "float")}, {Reads[i].Name});");
        }

        for (int i = 0; i < Writes.Count; i++)
        {
            writer.Line($"WRITES({binding++}, float, {Writes[i]});");
        }

        if (Constants.Count > 0)
        {
            writer.Line($"CONSTANTS {{ {string.Join(" ", Constants.Select(c => $"uint {c};"))} }};");
        }

        writer.Line();
        Emit(writer);
        return writer.ToString();
    }

    /// <summary>Writes <c>Execute</c> with a loop over elements, each thread from its own on; <c>count</c> and <c>stride</c>, the number of all threads, are constants.</summary>
    protected static void EmitLoop(SourceWriter writer, Action body)
    {
        writer.Line($"[numthreads({Threads}, 1, 1)]");
        using (writer.Block("void Execute(uint3 id : SV_DispatchThreadID)"))
        using (writer.Block("for (uint i = id.x; i < count; i += stride)"))
        {
            body();
        }
    }
}
