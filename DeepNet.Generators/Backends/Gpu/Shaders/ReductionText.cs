using System;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>One value of what the threads of a group have, by a tree in shared memory: always in the same order.</summary>
internal static class ReductionText
{
    /// <summary>Writes the sum into the first element of shared memory.</summary>
    public static void Emit(SourceWriter writer, int threads, string shared, string value) => EmitTree(writer, threads, shared, value, (a, b) => $"{a} += {b};");

    /// <summary>Writes the sum, or the largest, of a local into the local of every thread. Shared memory is free again afterwards.</summary>
    public static void EmitForAll(SourceWriter writer, int threads, string shared, string local, bool isLargest)
    {
        EmitTree(writer, threads, shared, local, (a, b) => isLargest ? $"{a} = max({a}, {b});" : $"{a} += {b};");
        writer.Line($"{local} = {shared}[0];").Line("GroupMemoryBarrierWithGroupSync();");
    }

    private static void EmitTree(SourceWriter writer, int threads, string shared, string value, Func<string, string, string> join)
    {
        writer.Line($"{shared}[index] = {value};").Line("GroupMemoryBarrierWithGroupSync();");
        using (writer.Block(FormattableString.Invariant($"for (uint reach = {threads / 2}u; reach > 0u; reach /= 2u)")))
        {
            using (writer.Block("if (index < reach)"))
            {
                writer.Line(join($"{shared}[index]", $"{shared}[index + reach]"));
            }

            writer.Line("GroupMemoryBarrierWithGroupSync();");
        }
    }
}
