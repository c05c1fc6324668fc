namespace DeepNet.Generators.Losses;

/// <summary>What a loss divides by that depends on the labels.</summary>
/// <param name="Kernel">The class with the method <c>Count(labels, rows)</c>.</param>
/// <param name="Summary">What that gives, in words.</param>
internal sealed record LabelCount(string Kernel, string Summary);
