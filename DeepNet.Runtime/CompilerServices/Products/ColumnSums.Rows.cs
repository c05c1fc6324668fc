using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>The sums of the columns of a matrix of many rows. Called by generated code only.</summary>
/// <remarks>Blocks of rows are summed first. What the addition of a block to the sum loses is added with the next block (Kahan 1965), so that many rows cost no digits. The methods are written for float; the build writes
/// those for double from them.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ColumnSums
{
    /// <summary>The rows of a block. So many are summed in generated code, whose sizes are constants.</summary>
    public const int BlockRows = 64;
}
