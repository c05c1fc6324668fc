namespace DeepNet.Generators.Expressions;

/// <summary>A stream of elements that a map reads or writes, and the variable of the expressions that an element of it is.</summary>
/// <param name="Name">The stream.</param>
/// <param name="Variable">The variable.</param>
/// <param name="Width">The elements of a stream that is the same for every row of so many; 0 for one with an element for each.</param>
internal readonly record struct MapPort(string Name, string Variable, int Width = 0);
