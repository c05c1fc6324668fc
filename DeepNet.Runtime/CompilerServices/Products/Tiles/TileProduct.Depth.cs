using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>A product in place with vectors of 256 bits, whose sums are finished in registers. Called by generated code only.</summary>
/// <remarks>
/// Tiles of 6 × 2 vectors keep 12 sums, two vectors of the right operand and one of the left in the 16 registers of AVX2. Fewer rows take more vectors, or their steps in parts, so that at least eight sums are under way and the latency of
/// the multiply-add stays hidden: 4 cycles times 2 units on Zen and Skylake. The methods are written for float; the build writes those for double from them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class TileProduct
{
    /// <summary>Steps from which they are taken in parts where a tile has few sums.</summary>
    private const int LeastPartedDepth = 16;
}
