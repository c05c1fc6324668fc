namespace DeepNet.Networks.Tests.Fixtures;

/// <summary>One parameter tensor of a network.</summary>
/// <param name="Name">The name, such as <c>Dense1.weight</c>.</param>
/// <param name="Shape">The extents.</param>
/// <param name="Offset">Where it starts in the network's parameters.</param>
internal sealed record ParameterShape(string Name, int[] Shape, int Offset)
{
    public int Length => Shape.Aggregate(1, static (product, extent) => product * extent);
}
