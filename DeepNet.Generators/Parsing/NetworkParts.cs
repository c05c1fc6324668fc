using System.Linq;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Parsing;

/// <summary>What a network has beside what every network has, as far as its attributes tell.</summary>
/// <param name="Trains">Whether it is trained.</param>
/// <param name="Steps">Whether it may run step by step.</param>
/// <param name="Gpu">Whether it has a form for a GPU.</param>
internal readonly record struct NetworkParts(bool Trains, bool Steps, bool Gpu)
{
    public static NetworkParts All { get; } = new(true, true, true);

    public static NetworkParts Of(INamedTypeSymbol type) => new(
        NetworkParser.Attributes(type).Any(a => NetworkParser.Trains(a.AttributeClass!)),
        NetworkParser.HasState(type, []),
        NetworkParser.NetworkMark(type)?.NamedArguments.Any(a => a is { Key: "Gpu", Value.Value: true }) ?? false);
}
