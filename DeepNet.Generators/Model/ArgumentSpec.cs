namespace DeepNet.Generators.Model;

/// <summary>One argument of an attribute, by its property name (a constructor's parameter takes the name of the property it sets).</summary>
/// <param name="Name">The property's name, such as <c>Units</c>.</param>
/// <param name="Value">A boxed primitive (an enum as its number), a string, or an <see cref="EquatableArray{T}"/> of int or string.</param>
/// <param name="Unknown">What does not compile, or is not known yet: <see cref="Known"/>, <see cref="Whole"/>, or a place in a list.</param>
internal sealed record ArgumentSpec(string Name, object? Value, int Unknown = ArgumentSpec.Known)
{
    public const int Known = -2;
    public const int Whole = -1;
}
