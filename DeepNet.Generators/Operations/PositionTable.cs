namespace DeepNet.Generators.Operations;

/// <summary>What a table of positions holds, a row for each step.</summary>
internal abstract record PositionTable;

/// <summary>Sines and cosines of growing wave lengths (Vaswani et al. 2017, arXiv:1706.03762, section 3.5).</summary>
/// <param name="Features">The elements of a row.</param>
internal sealed record SinusoidalTable(int Features) : PositionTable;

/// <summary>The cosines, then the sines, of the angles that pairs of features are rotated by (Su et al. 2021, arXiv:2104.09864).</summary>
/// <param name="HeadSize">The elements of a row: twice the number of pairs.</param>
internal sealed record RotaryTable(int HeadSize) : PositionTable;
