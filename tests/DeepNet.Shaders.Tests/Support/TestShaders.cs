using DeepNet.Shaders.CompilerServices;

namespace DeepNet.Shaders.Tests.Support;

/// <summary>The shaders of the tests; each is validated by <c>SpirVTests</c>.</summary>
internal static class TestShaders
{
    public static ComputeShader Add { get; } = new(
        "add",
        """
        READS(0, float, a);
        READS(1, float, b);
        WRITES(2, float, sum);
        CONSTANTS { uint n; };
        [numthreads(64, 1, 1)] void Execute(uint3 id : SV_DispatchThreadID)
        {
            if (id.x < n) sum[id.x] = a[id.x] + b[id.x];
        }
        """,
        buffers: 3,
        constants: 1);

    /// <summary>y = y * factor + addend, in place, with constants that are numbers.</summary>
    public static ComputeShader Scale { get; } = new(
        "scale",
        """
        WRITES(0, float, y);
        CONSTANTS { uint n; float factor; float addend; };
        [numthreads(64, 1, 1)] void Execute(uint3 id : SV_DispatchThreadID)
        {
            if (id.x < n) y[id.x] = y[id.x] * factor + addend;
        }
        """,
        buffers: 1,
        constants: 3);

    /// <summary>Rows of a table by whole numbers, as an embedding does.</summary>
    public static ComputeShader Gather { get; } = new(
        "gather",
        """
        READS(0, float, values);
        READS(1, int, rows);
        WRITES(2, float, result);
        WRITES(3, int, seen);
        CONSTANTS { uint n; uint width; };
        [numthreads(8, 8, 1)] void Execute(uint3 id : SV_DispatchThreadID)
        {
            if (id.y < n && id.x < width)
            {
                result[id.y * width + id.x] = values[(uint)rows[id.y] * width + id.x];
                if (id.x == 0) seen[id.y] = -rows[id.y];
            }
        }
        """,
        buffers: 4,
        constants: 2);

    /// <summary>[rows, inner] times [inner, columns], a tile of 16 x 16 a group.</summary>
    public static ComputeShader Product { get; } = new(
        "product",
        """
        #define TILE 16
        READS(0, float, a);
        READS(1, float, b);
        WRITES(2, float, c);
        CONSTANTS { uint rows; uint columns; uint inner; };
        groupshared float aTile[TILE * TILE];
        groupshared float bTile[TILE * TILE];
        [numthreads(TILE, TILE, 1)] void Execute(uint3 id : SV_DispatchThreadID, uint3 local : SV_GroupThreadID)
        {
            float sum = 0;
            for (uint k = 0; k < inner; k += TILE)
            {
                aTile[local.y * TILE + local.x] = id.y < rows && k + local.x < inner ? a[id.y * inner + k + local.x] : 0;
                bTile[local.y * TILE + local.x] = k + local.y < inner && id.x < columns ? b[(k + local.y) * columns + id.x] : 0;
                GroupMemoryBarrierWithGroupSync();
                for (uint i = 0; i < TILE; i++)
                {
                    sum += aTile[local.y * TILE + i] * bTile[i * TILE + local.x];
                }
                GroupMemoryBarrierWithGroupSync();
            }
            if (id.y < rows && id.x < columns) c[id.y * columns + id.x] = sum;
        }
        """,
        buffers: 3,
        constants: 3);

    /// <summary>Each element becomes half of the sum of its neighbours, in a ring: what a group reads, others wrote.</summary>
    public static ComputeShader Neighbours { get; } = new(
        "neighbours",
        """
        READS(0, float, x);
        WRITES(1, float, y);
        CONSTANTS { uint n; };
        [numthreads(64, 1, 1)] void Execute(uint3 id : SV_DispatchThreadID, uint3 group : SV_GroupID)
        {
            if (id.x < n) y[id.x] = 0.5f * (x[(id.x + 1) % n] + x[(id.x + n - 1) % n]);
        }
        """,
        buffers: 2,
        constants: 1);

    /// <summary>All constants that a shader may have.</summary>
    public static ComputeShader ManyConstants { get; } = new(
        "many constants",
        $$"""
        WRITES(0, int, y);
        CONSTANTS { {{string.Concat(Enumerable.Range(0, 32).Select(i => $"uint c{i}; "))}}};
        [numthreads(1, 1, 1)] void Execute()
        {
            {{string.Concat(Enumerable.Range(0, 32).Select(i => $"y[{i}] = (int)c{i}; "))}}
        }
        """,
        buffers: 1,
        constants: 32);

    public static IEnumerable<ComputeShader> All => [Add, Scale, Gather, Product, Neighbours, ManyConstants];
}
