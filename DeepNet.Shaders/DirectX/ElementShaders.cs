using DeepNet.Shaders.CompilerServices;

namespace DeepNet.Shaders.DirectX;

/// <summary>Shaders in place of commands that Direct3D does not have: zeros, for which it wants a descriptor, and copies within a buffer.</summary>
internal static class ElementShaders
{
    public const uint Threads = 256;

    // Elements are counted with 32 bits.
    private const long MostElements = 1L << 30;

    /// <summary>Sets elements to zero.</summary>
    public static ComputeShader Clear { get; } = new(
        "clear",
        """
        WRITES(0, int, y);
        CONSTANTS { uint count; uint stride; };
        [numthreads(256, 1, 1)] void Execute(uint3 id : SV_DispatchThreadID)
        {
            for (uint i = id.x; i < count; i += stride) y[i] = 0;
        }
        """,
        buffers: 1,
        constants: 2);

    /// <summary>Copies elements, bit for bit.</summary>
    public static ComputeShader Copy { get; } = new(
        "copy",
        """
        READS(0, int, x);
        WRITES(1, int, y);
        CONSTANTS { uint count; uint stride; };
        [numthreads(256, 1, 1)] void Execute(uint3 id : SV_DispatchThreadID)
        {
            for (uint i = id.x; i < count; i += stride) y[i] = x[i];
        }
        """,
        buffers: 2,
        constants: 2);

    /// <summary>Elements in parts that a shader can count: where each begins, its length, and the groups for it.</summary>
    public static IEnumerable<(long First, uint Count, uint Groups)> Parts(long length)
    {
        for (long first = 0; first < length; first += MostElements)
        {
            uint count = (uint)Math.Min(MostElements, length - first);
            yield return (first, count, Math.Min((count + Threads - 1) / Threads, DispatchList.MostGroups));
        }
    }
}
