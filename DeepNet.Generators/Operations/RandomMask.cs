namespace DeepNet.Generators.Operations;

/// <summary>Which elements are zeroed at random; the others are scaled by <c>1 / (1 - rate)</c>. The same mask is drawn again wherever it is used in one pass.</summary>
/// <param name="Number">Tells the masks of one pass apart.</param>
/// <param name="Rate">The share of elements that are zeroed.</param>
internal sealed record RandomMask(int Number, double Rate);
