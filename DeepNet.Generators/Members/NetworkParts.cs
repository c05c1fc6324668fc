namespace DeepNet.Generators.Members;

/// <summary>What a network has beside what every network has, as far as its attributes tell.</summary>
/// <param name="Trains">Whether it is trained.</param>
/// <param name="Steps">Whether it may run step by step.</param>
/// <param name="Gpu">Whether it has a form for a GPU.</param>
internal readonly record struct NetworkParts(bool Trains, bool Steps, bool Gpu)
{
    public static NetworkParts All { get; } = new(true, true, true);

    /// <summary>Whether a network has a part.</summary>
    public bool Has(NetworkPart part) => part switch
    {
        NetworkPart.Training => Trains,
        NetworkPart.Sequences => Steps,
        NetworkPart.Gpu => Gpu,
        _ => true,
    };
}
