namespace DeepNet.Generators.Members;

/// <summary>The part of a network that a member of its class belongs to.</summary>
internal enum NetworkPart
{
    Everything,
    Training,
    Sequences,
    Gpu,
}
